import { autocompletion } from '@codemirror/autocomplete'
import { type Diagnostic as Mark, setDiagnostics } from '@codemirror/lint'
import { EditorState, type Extension } from '@codemirror/state'
import { EditorView, hoverTooltip } from '@codemirror/view'
import { useEffect, useRef } from 'react'
import type { Diagnostic } from '../../api/shapes.ts'
import { editing } from '../../ui/editing.ts'
import { completions, hoverOf, hoverText, type SchemaFor } from './yaml-hints.ts'

type Props = {
  label: string
  /** What it begins with; later changes come from the typing alone. */
  start: string
  diagnostics: readonly Diagnostic[]
  /** What completion and hints go by. */
  schemaFor: SchemaFor
  onChange: (text: string) => void
}

/**
 * An editor for YAML with completion, hints and faults in the margin. Tab leaves it, so that the keyboard is not
 * caught; Ctrl+Space asks what may stand here.
 */
export function YamlEditor({ label, start, diagnostics, schemaFor, onChange }: Props) {
  const place = useRef<HTMLDivElement>(null)
  const view = useRef<EditorView>(undefined)
  const changed = useRef(onChange)
  changed.current = onChange
  const schemas = useRef(schemaFor)
  schemas.current = schemaFor
  useEffect(() => {
    if (!place.current) return
    const editor = new EditorView({
      parent: place.current,
      state: EditorState.create({
        doc: start,
        extensions: [
          editing((text) => changed.current(text)),
          hinting((text) => schemas.current(text)),
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

function hinting(schemaFor: SchemaFor): Extension {
  return [
    autocompletion({ override: [completions(schemaFor)], icons: false }),
    hoverTooltip((view, pos) => {
      const said = hoverText(view.state, pos, schemaFor)
      return said ? hoverOf(said) : null
    }),
  ]
}

/** A fault at its line; the text may have become shorter since it was checked. */
function markIn(state: EditorState): (one: Diagnostic) => Mark {
  return ({ line, column, severity, message, mend }) => {
    const at = state.doc.line(Math.max(1, Math.min(line, state.doc.lines)))
    const from = Math.min(at.from + Math.max(0, column - 1), at.to)
    return { from, to: at.to, severity, message: `${message}. ${mend}` }
  }
}
