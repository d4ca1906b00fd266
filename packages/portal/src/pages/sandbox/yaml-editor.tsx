import { type Diagnostic as Mark, setDiagnostics } from '@codemirror/lint'
import { EditorState } from '@codemirror/state'
import { EditorView } from '@codemirror/view'
import { useEffect, useRef } from 'react'
import type { Diagnostic } from '../../api/shapes.ts'
import { editing } from '../../ui/editing.ts'

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
          editing((text) => changed.current(text)),
          EditorView.contentAttributes.of({ 'aria-label': label }),
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
