import type { Document } from '../catalog/item.ts'

/** What an item says under `metadata.annotations.resource` of what its requests make. */
export type ResourceRule = {
  /** `none` = nothing one would look after; unset = decided by what a request brought. */
  type?: string
  /** Field whose answer is its name. */
  nameField?: string
  /** Output that holds the id it has in the other system. */
  idOutput?: string
  /** Items that change it or end it. */
  update?: string
  decommission?: string
}

/** What a completed request made. */
export type MadeResource = {
  type: string
  name: string
  externalId?: string
  externalUrl?: string
}

/** What is known of a request that completed. `outputs` are as they may be shown: secrets read `***`. */
export type CompletedRequest = {
  itemName: string
  category: string
  fields: Readonly<Record<string, unknown>>
  outputs: readonly Readonly<Record<string, unknown>>[]
  /** It can be rolled back, or consists of parts: there is something to look after. */
  standsOutside: boolean
}

/** Names outputs are looked for by, the most telling first. */
const idNames = [
  'resource_id',
  'external_id',
  'instance_id',
  'arn',
  'id',
  'endpoint',
  'host',
  'key',
]
const urlNames = ['console_url', 'url', 'web_url', 'link']
/** Ids of other things than what was made. */
const notItsId = /^(request|correlation|trace|run|job|ticket|user)_id$/
const longest = 300

/** Reads the rule of a document; what is not understood counts as not said. A text alone is the type. */
export function resourceRule({ metadata }: Pick<Document, 'metadata'>): ResourceRule {
  const said = metadata.annotations?.['resource']
  if (typeof said === 'string') return { type: said }
  if (!isRecord(said)) return {}
  const read = (key: string): string | undefined => {
    const value = Object.hasOwn(said, key) ? said[key] : undefined
    return typeof value === 'string' && value !== '' ? value : undefined
  }
  const names = {
    type: read('type'),
    nameField: read('name_field'),
    idOutput: read('id_output'),
    update: read('update'),
    decommission: read('decommission'),
  }
  return Object.fromEntries(Object.entries(names).filter(([, value]) => value !== undefined))
}

/**
 * What a completed request made that somebody looks after; undefined = nothing. Without a rule it is something when it
 * can be undone or brought an id or address back. Its name: the field the rule names, else the first answer of a field
 * `name` or `…_name`, else its id, else the item's name.
 */
export function resourceOf(rule: ResourceRule, made: CompletedRequest): MadeResource | undefined {
  if (rule.type === 'none') return undefined
  const { fields, outputs, itemName, category } = made
  const externalId = firstText(outputs, namesFor(outputs, rule))
  const externalUrl = firstText(outputs, urlNames, /^https?:\/\//i)
  const isSomething = [made.standsOutside, externalId, externalUrl].some(Boolean)
  if (rule.type === undefined && !isSomething) return undefined
  return {
    type: rule.type ?? category,
    name: nameIn(fields, rule) ?? externalId ?? itemName,
    ...(externalId !== undefined && { externalId }),
    ...(externalUrl !== undefined && { externalUrl }),
  }
}

/** Answers that may name another resource: plain texts of a fitting length, at most 20. */
export function referringTexts(fields: Readonly<Record<string, unknown>>): readonly string[] {
  const texts = Object.keys(fields).flatMap((id) => textOf(fields, id) ?? [])
  return [...new Set(texts.filter((text) => text.length >= 3 && text.length <= 200))].slice(0, 20)
}

/** What people call a request by: the first answer of a field `name` or `…_name`; undefined where there is none. */
export function calledIn(fields: CompletedRequest['fields']): string | undefined {
  return nameIn(fields, {})
}

function nameIn(
  fields: CompletedRequest['fields'],
  { nameField }: ResourceRule,
): string | undefined {
  const named = nameField ?? Object.keys(fields).find((id) => /(^|_)name$/i.test(id))
  return named === undefined ? undefined : textOf(fields, named)
}

/** Where its id may stand: what the rule says, else the usual names, else anything called `…_id`. */
function namesFor(outputs: CompletedRequest['outputs'], { idOutput }: ResourceRule) {
  if (idOutput !== undefined) return [idOutput]
  const all = outputs.flatMap((one) => Object.keys(one))
  return [...idNames, ...all.filter((name) => name.endsWith('_id') && !notItsId.test(name))]
}

function firstText(
  outputs: readonly Readonly<Record<string, unknown>>[],
  names: readonly string[],
  form = /./,
): string | undefined {
  for (const name of names)
    for (const one of outputs) {
      const text = textOf(one, name)
      if (text !== undefined && form.test(text)) return text
    }
  return undefined
}

function textOf(values: Readonly<Record<string, unknown>>, name: string): string | undefined {
  const value = Object.hasOwn(values, name) ? values[name] : undefined
  const isText = typeof value === 'string' && value !== '' && value !== '***'
  return isText ? value.slice(0, longest) : undefined
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
