// What every page has: the theme.
import { themeButton } from "../theme";

const button = document.querySelector<HTMLButtonElement>("#theme");
if (button) themeButton(button);
