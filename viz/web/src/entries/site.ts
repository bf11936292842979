// What every page has: the theme, and the field that finds things by name.
import { findFields } from "../jump";
import { linksOfPage } from "../links";
import { themeButton } from "../theme";

const button = document.querySelector<HTMLButtonElement>("#light-or-dark");
if (button) themeButton(button);
findFields(linksOfPage().root);
