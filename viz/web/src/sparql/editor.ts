// The editor: CodeMirror 6 with a SPARQL grammar, in the design system's colours.
import { autocompletion } from "@codemirror/autocomplete";
import { HighlightStyle, LanguageSupport, syntaxHighlighting, syntaxTree } from "@codemirror/language";
import { lintGutter, setDiagnostics } from "@codemirror/lint";
import { EditorState, Prec } from "@codemirror/state";
import { EditorView, keymap } from "@codemirror/view";
import { styleTags, tags } from "@lezer/highlight";
import { basicSetup } from "codemirror";
import { SparqlLanguage } from "codemirror-lang-sparql";
import { nameSource, termSource } from "./completion";
import type { PageData } from "./data";
import { declaration } from "./text";

// the grammar leaves prefixed names without a style
const language = SparqlLanguage.configure({
  props: [styleTags({ "Pname_ln Pname_ns": tags.typeName, IriRef: tags.url, A_predicate: tags.typeName, Langtag: tags.annotation })],
});

const colours = HighlightStyle.define([
  { tag: [tags.keyword, tags.bool], class: "syn-word" },
  { tag: tags.variableName, class: "syn-variable" },
  { tag: tags.string, class: "syn-string" },
  { tag: [tags.integer, tags.float], class: "syn-number" },
  { tag: tags.comment, class: "syn-comment" },
  { tag: tags.url, class: "syn-iri" },
  { tag: [tags.namespace, tags.typeName], class: "syn-term" },
  { tag: tags.annotation, class: "syn-string" },
]);

/** A known prefix that somebody types is declared as soon as its colon stands. */
function declaring(data: PageData) {
  return EditorState.transactionFilter.of((transaction) => {
    if (!transaction.docChanged || !transaction.isUserEvent("input.type")) return transaction;
    let at = -1;
    transaction.changes.iterChanges((_from, _to, _start, end, inserted) => {
      if (inserted.toString() === ":") at = end;
    });
    if (at < 0) return transaction;
    const text = transaction.newDoc.toString();
    const line = transaction.newDoc.lineAt(at);
    const before = line.text.slice(0, at - line.from);
    const prefix = /(?:^|[\s({;,.|/^!])([a-z]+):$/.exec(before)?.[1];
    const iri = prefix === undefined ? undefined : data.prefixes[prefix];
    const inside = syntaxTree(transaction.startState).resolveInner(Math.max(at - 1, 0), -1).name;
    if (!prefix || !iri || /^\s*PREFIX\s/i.test(before) || inside === "Comment" || inside === "String") return transaction;
    const change = declaration(text, prefix, iri);
    return change ? [transaction, { changes: change, sequential: true }] : transaction;
  });
}

export interface Editor {
  readonly view: EditorView;
  text(): string;
  set(text: string): void;
  /** mark a line (from 1) with what is wrong in it */
  mark(line: number, message: string): void;
  focus(): void;
}

/** Build the editor. run: what Ctrl+Enter does. changed: called with the text after each change. */
export function makeEditor(parent: HTMLElement, data: PageData, text: string, run: () => void, changed: (text: string) => void): Editor {
  const act = (): boolean => {
    run();
    return true;
  };
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: text,
      extensions: [
        Prec.highest(keymap.of([{ key: "Mod-Enter", run: act }])),
        basicSetup,
        new LanguageSupport(language),
        syntaxHighlighting(colours),
        autocompletion({ override: [termSource(data), nameSource(data)], icons: false, maxRenderedOptions: 60 }),
        declaring(data),
        lintGutter(),
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({ "aria-label": "SPARQL query", spellcheck: "false", autocapitalize: "off" }),
        EditorView.updateListener.of((update) => {
          if (!update.docChanged) return;
          changed(update.state.doc.toString());
          if (!update.transactions.some((t) => t.isUserEvent("set"))) queueMicrotask(() => clear(update.view));
        }),
      ],
    }),
  });
  return {
    view,
    text: () => view.state.doc.toString(),
    set: (next) => {
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: next }, selection: { anchor: 0 }, userEvent: "set", scrollIntoView: true });
      clear(view);
    },
    mark: (number, message) => {
      const line = view.state.doc.line(Math.min(Math.max(number, 1), view.state.doc.lines));
      const from = line.from + (line.text.length - line.text.trimStart().length);
      view.dispatch(setDiagnostics(view.state, [{ from, to: Math.max(line.to, from), severity: "error", message }]));
      view.dispatch({ effects: EditorView.scrollIntoView(line.from, { y: "nearest" }) });
    },
    focus: () => view.focus(),
  };
}

function clear(view: EditorView): void {
  view.dispatch(setDiagnostics(view.state, []));
}
