import { setDiagnostics } from '@codemirror/lint'
import { Compartment, EditorState } from '@codemirror/state'
import { EditorView } from '@codemirror/view'
import { useEffect, useRef } from 'react'
import { useWords } from '../words/index.tsx'
import { editing } from './editing.ts'
import { jsonFault, yamlFault } from './syntax-fault.ts'

type Props = {
  id: string | undefined
  label: string
  language: 'json' | 'yaml'
  value: string
  isInvalid: boolean
  disabled?: boolean
  onChange: (text: string) => void
  onBlur?: () => void
}

/** An editor for a short text in JSON or YAML, with the first fault of its syntax in the margin as one types. */
export function CodeEditor(props: Props) {
  const { id, label, language, value, isInvalid, disabled = false } = props
  const { faults } = useWords()
  const place = useRef<HTMLDivElement>(null)
  const view = useRef<EditorView>(undefined)
  const latest = useRef(props)
  latest.current = props
  const first = useRef(value)
  // Changed in place: an editor made anew would lose the cursor of who is typing.
  const validity = useRef(new Compartment())
  const wrong = faults.format.other
  useEffect(() => {
    if (!place.current) return
    const editor = new EditorView({
      parent: place.current,
      state: EditorState.create({
        doc: first.current,
        extensions: [
          editing((text) => {
            first.current = text
            latest.current.onChange(text)
          }),
          EditorState.readOnly.of(disabled),
          EditorView.contentAttributes.of({
            'aria-label': label,
            ...(id !== undefined && { id }),
          }),
          validity.current.of([]),
          EditorView.domEventHandlers({ blur: () => latest.current.onBlur?.() }),
        ],
      }),
    })
    view.current = editor
    return () => editor.destroy()
  }, [id, label, disabled])
  useEffect(() => {
    const said = isInvalid ? EditorView.contentAttributes.of({ 'aria-invalid': 'true' }) : []
    view.current?.dispatch({ effects: validity.current.reconfigure(said) })
  }, [isInvalid])
  useEffect(() => {
    const editor = view.current
    if (!editor) return
    // What a draft brings back or an example fills in comes from outside.
    if (editor.state.doc.toString() !== value)
      editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: value } })
    const fault = language === 'json' ? jsonFault(value) : yamlFault(editor.state, wrong)
    const marks = fault ? [{ ...fault, severity: 'error' as const }] : []
    editor.dispatch(setDiagnostics(editor.state, marks))
  }, [value, language, wrong])
  return <div className="pao-editor pao-editor-small" ref={place} />
}
