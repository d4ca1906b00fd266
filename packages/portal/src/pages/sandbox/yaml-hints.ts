import type { Completion, CompletionContext, CompletionResult } from '@codemirror/autocomplete'
import type { EditorState } from '@codemirror/state'
import type { Tooltip } from '@codemirror/view'
import { type Flow, flowAt } from './flow.ts'
import { type Block, outlineOf, pathOf } from './outline.ts'
import { kindOf, resolved, type Schema, shapeOf, valuesOf } from './schema-hints.ts'

/** The schema that fits the text, once it is there. */
export type SchemaFor = (text: string) => Schema | undefined

const openTemplate = /\{\{\s*([\w.]*)$/
const beginsKey = /^\s*(?:- +)*([\w-]*)$/
const beginsValue = /^\s*(?:- +)*([\w-]+):\s+(\S*)$/
const beginsEntry = /^\s*(?:- +)+(\S*)$/

/** What may stand at the cursor, by the published schema; fields and outputs of the document itself in a template. */
export function completions(schemaFor: SchemaFor) {
  return (context: CompletionContext): CompletionResult | null => {
    const { state, pos, explicit } = context
    const line = state.doc.lineAt(pos)
    const before = line.text.slice(0, pos - line.from)
    const text = state.doc.toString()
    const template = openTemplate.exec(before)
    if (template) return result(pos, template[1] ?? '', templateNames(text))
    const schema = schemaFor(text)
    const block = outlineOf(text).lines[line.number - 1]
    if (!schema || !block) return null
    return bySchema({ schema, block, before, pos, explicit })
  }
}

type Asking = { schema: Schema; block: Block; before: string; pos: number; explicit: boolean }

function bySchema({ schema, block, before, pos, explicit }: Asking): CompletionResult | null {
  const flow = flowAt(block, before)
  if (flow) return inFlow(schema, flow, { pos, explicit })
  const value = beginsValue.exec(before)
  if (value) return result(pos, value[2] ?? '', valueChoices(schema, block, value[1] ?? ''))
  const typed = beginsKey.exec(before)?.[1]
  if (typed === undefined || (typed === '' && !explicit)) return null
  const inside = blockOf(block, before, typed)
  return result(pos, typed, [...keyChoices(schema, inside), ...entryChoices(schema, block, before)])
}

/** Inside of braces, where what has parts goes on in braces too. */
function inFlow(
  schema: Schema,
  { block, key, isEntry, typed }: Flow,
  { pos, explicit }: Pick<Asking, 'pos' | 'explicit'>,
): CompletionResult | null {
  if (isEntry) return result(pos, typed, key === undefined ? [] : itemChoices(schema, block, key))
  if (key !== undefined) return result(pos, typed, valueChoices(schema, block, key))
  if (typed === '' && !explicit) return null
  const keys = keyChoices(schema, block).map((one) => ({ ...one, apply: `${one.label}: ` }))
  return result(pos, typed, keys)
}

function result(
  pos: number,
  typed: string,
  options: readonly Completion[],
): CompletionResult | null {
  if (options.length === 0) return null
  return { from: pos - typed.length, options, validFor: /^[\w.-]*$/ }
}

/** A word without a colon is no key yet: the line's own block is where it would be one. */
function blockOf(block: Block, before: string, typed: string): Block {
  const facts = new Map(block.facts)
  facts.delete(typed)
  const column = before.length - typed.length
  if (block.indent === column || !block.parent) return { ...block, facts }
  return { ...block, facts, indent: column }
}

function keyChoices(schema: Schema, block: Block): Completion[] {
  const shape = shapeOf(schema, block)
  if (!shape) return []
  return Object.entries(shape.properties)
    .filter(([key]) => !block.facts.has(key))
    .map(([key, own]) => {
      const { description } = resolved(schema, own)
      const kind = kindOf(schema, own)
      return {
        label: key,
        type: 'property',
        detail: shape.required.has(key) ? `${kind} *` : kind,
        boost: shape.required.has(key) ? 2 : 0,
        apply: `${key}:${follows(kind, block.indent)}`,
        ...(description !== undefined && { info: description }),
      }
    })
}

/** What has parts begins on the next line. */
function follows(kind: string, indent: number): string {
  const inner = `\n${' '.repeat(indent + 2)}`
  if (kind === 'object') return inner
  return kind === 'array' ? `${inner}- ` : ' '
}

function valueChoices(schema: Schema, block: Block, key: string): Completion[] {
  const own = shapeOf(schema, block)?.properties[key]
  return own ? valuesOf(schema, own).map((label) => ({ label, type: 'enum' })) : []
}

/** Plain values of a list whose entries are listed by the schema. */
function entryChoices(schema: Schema, block: Block, before: string): Completion[] {
  if (!beginsEntry.test(before) || !block.parent || block.key === undefined) return []
  return itemChoices(schema, block.parent, block.key)
}

function itemChoices(schema: Schema, block: Block, key: string): Completion[] {
  const list = shapeOf(schema, block)?.properties[key]
  const items = list && resolved(schema, list).items
  return items ? valuesOf(schema, items).map((label) => ({ label, type: 'enum' })) : []
}

const always = [
  'request.id',
  'request.user.email',
  'request.environment',
  'metadata.id',
  'metadata.name',
  'metadata.version',
  'system.timestamp',
  'system.date',
]

/** What templates of this very document may read. */
function templateNames(text: string): Completion[] {
  const { blocks } = outlineOf(text)
  const ids = (place: RegExp) =>
    blocks.flatMap((block) => (place.test(pathOf(block)) ? (block.facts.get('id') ?? []) : []))
  return [
    ...ids(/^presentation\.groups\[\]\.fields\[\]$/).map((id) => `fields.${id}`),
    ...ids(/^fulfillment\..*actions\[\]$/).map((id) => `output.${id}.`),
    ...always,
  ].map((label) => ({ label, type: 'variable' }))
}

/** What the schema says of the key under the pointer. */
export function hoverText(state: EditorState, pos: number, schemaFor: SchemaFor): Said | undefined {
  const line = state.doc.lineAt(pos)
  const [, lead = '', key = ''] = /^(\s*(?:- +)*)([\w-]+):/.exec(line.text) ?? []
  const at = pos - line.from
  if (key === '' || at < lead.length || at > lead.length + key.length) return undefined
  const text = state.doc.toString()
  const schema = schemaFor(text)
  const block = outlineOf(text).lines[line.number - 1]
  const said = schema && block && keyText(schema, block, key)
  const from = line.from + lead.length
  return said && { ...said, from, to: from + key.length }
}

function keyText(schema: Schema, block: Block, key: string): Omit<Said, 'from' | 'to'> | undefined {
  const shape = shapeOf(schema, block)
  const own = shape?.properties[key]
  if (!own) return undefined
  return {
    title: `${key}: ${kindOf(schema, own)}${shape.required.has(key) ? ' *' : ''}`,
    text: resolved(schema, own).description ?? '',
    values: valuesOf(schema, own).slice(0, 20).join(', '),
  }
}

type Said = { from: number; to: number; title: string; text: string; values: string }

/** The same as something to be shown beside the pointer. */
export function hoverOf({ from, to, title, text, values }: Said): Tooltip {
  return {
    pos: from,
    end: to,
    above: true,
    create() {
      const dom = document.createElement('div')
      dom.className = 'pao-hover'
      for (const [tag, said] of [
        ['strong', title],
        ['p', text],
        ['code', values],
      ] as const) {
        if (said === '') continue
        const part = document.createElement(tag)
        part.textContent = said
        dom.append(part)
      }
      return { dom }
    },
  }
}
