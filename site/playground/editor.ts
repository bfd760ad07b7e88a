/**
 * The editor, with what was found under the lines. Tab moves on to the next control: nothing in the editor takes it.
 */
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { javascript } from '@codemirror/lang-javascript';
import { yaml } from '@codemirror/lang-yaml';
import { syntaxHighlighting } from '@codemirror/language';
import { Compartment, EditorState, StateEffect, StateField, type Extension, type Range } from '@codemirror/state';
import { Decoration, EditorView, keymap, lineNumbers, WidgetType, type DecorationSet } from '@codemirror/view';
import { classHighlighter } from '@lezer/highlight';
import type { Findings } from './engine/protocol.js';

type Found = Pick<Findings, 'messages' | 'hosts'>;

export interface Editor {
  show: (code: string, file: string) => void;
  mark: (found: Found) => void;
  goTo: (line: number, column: number) => void;
  destroy: () => void;
}

const setMarks = StateEffect.define<DecorationSet>();

const marks = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update: (before, { changes, effects }) =>
    effects.reduce((now, effect) => (effect.is(setMarks) ? effect.value : now), before.map(changes)),
  provide: (field) => EditorView.decorations.from(field),
});

/** What stands under a line: the rules that report it, and the host that it calls. */
class NoteUnderLine extends WidgetType {
  constructor(
    private readonly severity: 'error' | 'warning' | 'fine',
    private readonly rules: string,
    private readonly host: string,
  ) {
    super();
  }

  override eq({ severity, rules, host }: NoteUnderLine): boolean {
    return severity === this.severity && rules === this.rules && host === this.host;
  }

  override toDOM(): HTMLElement {
    const note = document.createElement('div');
    note.className = `note note-${this.severity}`;
    note.textContent = [this.rules, this.host && `→ ${this.host}`].filter(Boolean).join(' ');
    return note;
  }
}

function marksOf({ messages, hosts }: Found, { doc }: EditorState): DecorationSet {
  const offsetOf = (line: number, column: number): number => {
    const { from, to } = doc.line(Math.min(Math.max(line, 1), doc.lines));
    return Math.min(from + Math.max(column - 1, 0), to);
  };
  const ranges: Range<Decoration>[] = [];
  for (const { line, column, endLine = line, endColumn = column + 1, severity, message } of messages) {
    const [from, to] = [offsetOf(line, column), offsetOf(endLine, endColumn)];
    const word = severity === 2 ? 'error' : 'warning';
    if (from < to)
      ranges.push(Decoration.mark({ class: `mark-${word}`, attributes: { title: message } }).range(from, to));
  }
  for (const line of new Set([...messages, ...hosts].map((at) => Math.min(Math.max(at.line, 1), doc.lines)))) {
    const here = messages.filter((message) => message.line === line);
    const severity = here.length === 0 ? 'fine' : here.some((message) => message.severity === 2) ? 'error' : 'warning';
    const rules = here.map(({ ruleId }) => ruleId?.replace(/^.*\//, '') ?? 'cannot be read').join(', ');
    const host = hosts.filter((at) => at.line === line).map((at) => at.host);
    const widget = new NoteUnderLine(severity, rules, host.join(', '));
    ranges.push(Decoration.widget({ widget, block: true, side: 1 }).range(doc.line(line).to));
  }
  return Decoration.set(ranges, true);
}

const languageOf = (file: string): Extension =>
  /\.ya?ml$/.test(file)
    ? yaml()
    : /\.(?:[cm]?[jt]sx?|json)$/.test(file)
      ? javascript({ typescript: /tsx?$/.test(file), jsx: /x$/.test(file) })
      : [];

export function createEditor(parent: HTMLElement, labelledBy: string, onChange: (code: string) => void): Editor {
  const language = new Compartment();
  const view = new EditorView({
    parent,
    state: EditorState.create({
      extensions: [
        lineNumbers(),
        history(),
        keymap.of([...defaultKeymap, ...historyKeymap]),
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({ 'aria-labelledby': labelledBy, spellcheck: 'false' }),
        syntaxHighlighting(classHighlighter),
        language.of([]),
        marks,
        EditorView.updateListener.of(({ docChanged, state }) => {
          if (docChanged) onChange(state.doc.toString());
        }),
      ],
    }),
  });
  return {
    show(code, file) {
      const { doc } = view.state;
      const isSame = doc.toString() === code;
      view.dispatch({
        ...(!isSame && { changes: { from: 0, to: doc.length, insert: code } }),
        effects: [language.reconfigure(languageOf(file)), ...(isSame ? [] : [setMarks.of(Decoration.none)])],
      });
    },
    mark: (found) => view.dispatch({ effects: setMarks.of(marksOf(found, view.state)) }),
    goTo(line, column) {
      const { from, to } = view.state.doc.line(Math.min(Math.max(line, 1), view.state.doc.lines));
      view.dispatch({ selection: { anchor: Math.min(from + column - 1, to) }, scrollIntoView: true });
      view.focus();
    },
    destroy: () => view.destroy(),
  };
}
