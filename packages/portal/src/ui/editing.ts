import { defaultKeymap, history, historyKeymap } from '@codemirror/commands'
import { yaml } from '@codemirror/lang-yaml'
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language'
import { lintGutter } from '@codemirror/lint'
import type { Extension } from '@codemirror/state'
import { EditorView, keymap, lineNumbers } from '@codemirror/view'
import { tags } from '@lezer/highlight'
import { styleNonce } from '../app/nonce.ts'

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

/** What every editor here has. Tab leaves it, so that the keyboard is not caught. JSON is YAML as far as colours go. */
export function editing(changed: (text: string) => void): Extension {
  return [
    EditorView.cspNonce.of(styleNonce()),
    lineNumbers(),
    lintGutter(),
    history(),
    keymap.of([...defaultKeymap, ...historyKeymap]),
    yaml(),
    syntaxHighlighting(colours),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) changed(update.state.doc.toString())
    }),
  ]
}
