import { yaml } from '@codemirror/lang-yaml'
import { EditorState } from '@codemirror/state'
import { expect, it } from 'vitest'
import { jsonFault, yamlFault } from './syntax-fault.ts'

const stateOf = (doc: string) => EditorState.create({ doc, extensions: [yaml()] })

it('finds where a text is no JSON', () => {
  expect(jsonFault('{"a": 1,\n"b" 2}')).toMatchObject({ from: 13, to: 14 })
  expect(jsonFault('{"a": [1, 2]}')).toBeUndefined()
  expect(jsonFault('  ')).toBeUndefined()
  expect(jsonFault('{')).toMatchObject({ from: 0 })
})

it('finds where a text is no YAML', () => {
  expect(yamlFault(stateOf('a: [1, 2\nb: {c: 1}}'), 'wrong')).toMatchObject({ message: 'wrong' })
  expect(yamlFault(stateOf('a: 1\nb:\n  - c\n'), 'wrong')).toBeUndefined()
})
