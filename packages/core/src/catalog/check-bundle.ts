import { parse, references } from '../template/index.ts'
import { newPrecedence } from './action-order.ts'
import { eachText, listOf, own, type Path } from './path.ts'
import type { Sight } from './sight.ts'
import { textOf } from './view.ts'

/** Checks a bundle's components: ids, what they wait for, and that nothing waits in a circle. */
export function checkBundle(sight: Sight): void {
  const components = listOf(sight.document.components)
  const ids = new Set<string>()
  for (const [n, component] of components.entries()) {
    const id = textOf(own(component, 'id'))
    if (id === undefined) continue
    if (ids.has(id)) {
      sight.report('PAO1309', ['components', n, 'id'], `the component ${id} exists already`, {
        found: id,
      })
    }
    ids.add(id)
  }
  const precedence = newPrecedence()
  for (const [n, component] of components.entries()) {
    const self = textOf(own(component, 'id'))
    if (self === undefined) continue
    for (const { id, path, offset } of waitsOf(component, n)) {
      const detail = { found: id, ...(offset !== undefined && { offset }) }
      if (!ids.has(id)) {
        if (offset === undefined) reportUnknown(id, path, ids, sight)
      } else if (id === self) sight.report('PAO1312', path, `${id} waits for itself`, detail)
      else if (precedence.precedes(self, id)) {
        const circle = [...precedence.way(self, id), self].join(' before ')
        sight.report('PAO1603', path, circle, detail)
      } else precedence.add(id, self)
    }
  }
}

type Wait = { id: string; path: Path; offset?: number }

/** What a component waits for by name, and by reading another one's outputs. */
function waitsOf(component: unknown, n: number): Wait[] {
  const waits: Wait[] = []
  for (const [m, id] of listOf(own(component, 'depends_on')).entries()) {
    if (typeof id === 'string') waits.push({ id, path: ['components', n, 'depends_on', m] })
  }
  eachText(own(component, 'fields'), ['components', n, 'fields'], (text, path) => {
    const parsed = text.includes('components') ? parse(text) : undefined
    if (!parsed?.ok) return
    for (const { path: name, at } of references(parsed.value)) {
      const [root, id] = name
      if (root !== 'components' || id === undefined) continue
      waits.push({ id, path: [...path], offset: at.offset })
    }
  })
  return waits
}

function reportUnknown(id: string, path: Path, ids: Iterable<string>, sight: Sight): void {
  sight.report('PAO1308', path, `there is no component ${id}`, {
    found: id,
    near: { word: id, among: ids },
  })
}
