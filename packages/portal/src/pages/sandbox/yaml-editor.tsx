import { defaultKeymap, history, historyKeymap } from '@codemirror/commands'
import { yaml } from '@codemirror/lang-yaml'
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language'
import { type Diagnostic as Mark, lintGutter, setDiagnostics } from '@codemirror/lint'
import { EditorState } from '@codemirror/state'
import { EditorView, keymap, lineNumbers } from '@codemirror/view'
import { tags } from '@lezer/highlight'
import { useEffect, useRef } from 'react'
import type { Diagnostic } from '../../api/shapes.ts'
import { styleNonce } from '../../app/nonce.ts'

/** Colours that are readable on light and on dark ground. */
const colours = HighlightStyle.define([
  {
    tag: [tags.propertyName, tags.definition(tags.propertyName)],
    color: 'light-dark(#1c5fa8, #7cc4ff)',
  },
  { tag: [tags.string, tags.special(tags.string)], color: 'light-dark(#22633a, #8ce99a)' },
  { tag: [tags.number, tags.bool, tags.null, tags.keyword], color: 'light-dark(#8a3c00, #ffc078)' },
  { tag: tags.comment, color: 'light-dark(#5b6470, #98a1ad)', fontStyle: 'italic' },
])

type Props = {
  label: string
  /** What it begins with; later changes come from the typing alone. */
  start: string
  diagnostics: readonly Diagnostic[]
  onChange: (text: string) => void
}

/** An editor for YAML with faults in the margin. Tab leaves it, so that the keyboard is not caught. */
export function YamlEditor({ label, start, diagnostics, onChange }: Props) {
  const place = useRef<HTMLDivElement>(null)
  const view = useRef<EditorView>(undefined)
  const changed = useRef(onChange)
  changed.current = onChange
  useEffect(() => {
    if (!place.current) return
    const editor = new EditorView({
      parent: place.current,
      state: EditorState.create({
        doc: start,
        extensions: [
          EditorView.cspNonce.of(styleNonce()),
          lineNumbers(),
          lintGutter(),
          history(),
          keymap.of([...defaultKeymap, ...historyKeymap]),
          yaml(),
          syntaxHighlighting(colours),
          EditorView.contentAttributes.of({ 'aria-label': label }),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) changed.current(update.state.doc.toString())
          }),
        ],
      }),
    })
    // Who scrolls by keyboard alone has to reach what scrolls.
    editor.scrollDOM.tabIndex = 0
    view.current = editor
    return () => editor.destroy()
  }, [start, label])
  useEffect(() => {
    const editor = view.current
    if (!editor) return
    editor.dispatch(setDiagnostics(editor.state, diagnostics.map(markIn(editor.state))))
  }, [diagnostics])
  return <div className="pao-editor" ref={place} />
}

/** A fault at its line; the text may have become shorter since it was checked. */
function markIn(state: EditorState): (one: Diagnostic) => Mark {
  return ({ line, column, severity, message, mend }) => {
    const at = state.doc.line(Math.max(1, Math.min(line, state.doc.lines)))
    const from = Math.min(at.from + Math.max(0, column - 1), at.to)
    return { from, to: at.to, severity, message: `${message}. ${mend}` }
  }
}
