import type { Reference } from '../template/index.ts'
import type { Near } from './diagnostic.ts'
import type { Flow } from './check-actions.ts'
import { isRecord, listOf, own, type Path } from './path.ts'
import type { Sight } from './sight.ts'
import type { TemplatePlace } from './template-places.ts'
import { textOf } from './view.ts'

/** What the operator told about the outside; what is undefined is unknown and not checked. */
export type Outside = {
  env?: readonly string[] | undefined
  secrets?: readonly string[] | undefined
}

/** Where a reference is looked up. */
export type Names = { sight: Sight; flow: Flow; place: TemplatePlace; outside: Outside }

/** Names that every request has; `true` = anything may follow. */
type Tree = { readonly [name: string]: Tree | true }

const end: Tree = {}
const user: Tree = {
  id: end,
  email: end,
  name: end,
  department: end,
  manager: true,
  groups: true,
  teams: true,
}
const known: Readonly<Record<string, Tree>> = {
  request: { id: end, timestamp: end, environment: end, user },
  system: {
    date: end,
    time: end,
    datetime: end,
    unix_timestamp: end,
    uuid: end,
    region: end,
    cluster: end,
  },
  handover: {
    action: end,
    action_name: end,
    error: { code: end, message: end, class: end },
    tries: end,
    asks: true,
    summary: end,
  },
}

const everyRoot = new Set(
  'fields metadata header request system env secrets output components computed error handover'.split(
    ' ',
  ),
)

/** Types whose values are single: nothing can be read from inside of them. */
const single = new Set(
  'string text integer number boolean date datetime email url password selection'.split(' '),
)

/** Checks one name of a template against what exists where the template stands. */
export function checkReference(reference: Reference, path: Path, names: Names): void {
  const where = { reference, path, names }
  const [root = '', ...rest] = reference.path
  const { roots } = names.place
  if (!everyRoot.has(root)) reportRoot(root, where)
  else if (!roots.has(root)) {
    say(where, 'PAO1507', `${root} is not available here`)
  } else if (root === 'fields') checkField(rest, where)
  else if (root === 'output') checkOutput(rest, where)
  else if (root === 'metadata' || root === 'header') checkMetadata(rest, where)
  else if (root === 'env' || root === 'secrets') checkListed(root, where)
  else if (root === 'components') checkComponent(rest, where)
  else if (!reference.optional) checkTree(root, where)
}

type Help = { mend?: string; near?: Near }
type Where = { reference: Reference; path: Path; names: Names }

function say(
  { reference, path, names }: Where,
  code: string,
  message: string,
  help: Help = {},
): void {
  const name = reference.path.join('.')
  names.sight.report(code, path, message, {
    found: name,
    offset: reference.at.offset,
    length: name.length,
    ...help,
  })
}

function reportRoot(root: string, where: Where): void {
  const { names } = where
  const field = names.sight.fieldById.has(root) ? `Did you mean fields.${root}?` : undefined
  const old =
    root === 'response'
      ? 'Read output.<action id>.<name>; no action of that type was found'
      : undefined
  const mend = field ?? old
  const near = { word: root, among: names.place.roots }
  say(where, 'PAO1501', `there is no name ${root}`, mend === undefined ? { near } : { mend })
}

function checkField(rest: readonly string[], where: Where): void {
  const { reference, names } = where
  const [id, ...inner] = rest
  if (id === undefined) return
  const view = names.sight.fieldById.get(id)
  if (!view) {
    const near = { word: id, among: names.sight.fieldById.keys(), prefix: 'fields.' }
    say(where, 'PAO1502', `there is no field ${id}`, { near })
    return
  }
  const type = textOf(view.field.type) ?? ''
  if (type === 'password' && !names.place.secrets) {
    say(where, 'PAO1509', `${id} is a password, it is not available here`)
  }
  if (inner.length > 0 && single.has(type) && !reference.optional) {
    say(where, 'PAO1501', `${id} is a ${type}, it has no ${inner.join('.')}`)
  }
}

function checkOutput(rest: readonly string[], where: Where): void {
  const { reference, path, names } = where
  const [target] = rest
  if (target === undefined) return
  names.flow.checkRead(names.place.reader, target, path, {
    optional: reference.optional,
    offset: reference.at.offset,
  })
}

function checkMetadata(rest: readonly string[], where: Where): void {
  const { reference, names } = where
  if (reference.optional) return
  let value: unknown = names.sight.document.metadata
  for (const key of rest) {
    const next = own(value, Array.isArray(value) ? Number(key) : key)
    if (next === undefined) {
      const near = { word: key, among: isRecord(value) ? Object.keys(value) : [] }
      say(where, 'PAO1501', `this item has no ${reference.path.join('.')}`, { near })
      return
    }
    value = next
  }
}

function checkListed(root: 'env' | 'secrets', where: Where): void {
  const { reference, names } = where
  const list = names.outside[root]
  const name = reference.path[1]
  if (list === undefined || name === undefined || list.includes(name) || reference.optional) return
  const code = root === 'env' ? 'PAO1508' : 'PAO1501'
  const message = root === 'env' ? `${name} is not on the allow-list` : `there is no secret ${name}`
  say(where, code, message, { near: { word: name, among: list, prefix: `${root}.` } })
}

function checkComponent(rest: readonly string[], where: Where): void {
  const { names } = where
  const { components, fulfillment } = names.sight.document
  const ids = [
    ...listOf(components).flatMap((one) => textOf(own(one, 'id')) ?? []),
    ...listOf(own(fulfillment, 'depends_on')).flatMap((one) => textOf(own(one, 'item')) ?? []),
  ]
  const [id, next] = rest
  if (id === undefined) return
  if (!ids.includes(id)) {
    const near = { word: id, among: ids, prefix: 'components.' }
    say(where, 'PAO1510', `there is no component ${id}`, { near })
  } else if (next !== undefined && next !== 'outputs') {
    const mend = `Read components.${id}.outputs.<name>`
    say(where, 'PAO1501', `a component has outputs, no ${next}`, { mend })
  }
}

function checkTree(root: string, where: Where): void {
  const { reference } = where
  let tree: Tree | true | undefined = own(known, root) as Tree | undefined
  for (const key of reference.path.slice(1)) {
    if (tree === undefined || tree === true) return
    const next = own(tree, key) as Tree | true | undefined
    if (next === undefined) {
      const near = { word: key, among: Object.keys(tree) }
      say(where, 'PAO1501', `there is no name ${reference.path.join('.')}`, { near })
      return
    }
    tree = next
  }
}
