import { compileConfig, configReferences } from '../template/index.ts'
import { fail, type Fault, ok, type Result } from '../result.ts'
import { nearest } from '../suggest.ts'
import type { Bundle, Component } from './item.ts'

/** Which components an order wants: by id, true or false; what is not named is as the bundle says. */
export type Choices = Readonly<Record<string, boolean>>

/**
 * The components that are ordered, in the bundle's order. One that may be left out is chosen unless
 * `default_enabled` is false. Faults: unknown ids, required ones left out, and ones whose outputs a
 * chosen component cannot do without.
 */
export function chosenComponents(
  { components }: Pick<Bundle, 'components'>,
  choices: Choices = {},
): Result<readonly Component[]> {
  const chosen = components.filter((one) => isChosen(one, choices))
  const faults = [
    ...unknown(components, choices),
    ...leftOut(components, choices),
    ...missed(components, chosen),
  ]
  return faults.length > 0 ? fail(faults) : ok(chosen)
}

function isChosen({ id, required, default_enabled: usual = true }: Component, choices: Choices) {
  if (required === true) return true
  return Object.hasOwn(choices, id) ? choices[id] === true : usual
}

function unknown(components: readonly Component[], choices: Choices): Fault[] {
  const ids = components.map(({ id }) => id)
  return Object.keys(choices)
    .filter((id) => !ids.includes(id))
    .slice(0, 50)
    .map((id) => {
      const near = nearest(id.slice(0, 100), ids)
      return {
        code: 'component.unknown',
        at: placeOf(id),
        message: 'There is no such component',
        hint: near === undefined ? knownOf(ids) : `Did you mean ${near}?`,
      }
    })
}

function knownOf(ids: readonly string[]): string {
  return ids.length === 0 ? 'Only bundles have components' : `It has ${ids.join(', ')}`
}

function leftOut(components: readonly Component[], choices: Choices): Fault[] {
  return components
    .filter(({ id, required }) => required === true && own(choices, id) === false)
    .map(({ id }) => ({
      code: 'component.required',
      at: placeOf(id),
      message: 'This component cannot be left out',
    }))
}

function missed(components: readonly Component[], chosen: readonly Component[]): Fault[] {
  const there = new Set(chosen.map(({ id }) => id))
  const known = new Set(components.map(({ id }) => id))
  return chosen.flatMap(({ id, fields = {} }) =>
    componentsRead(fields)
      .filter((read) => !read.optional && known.has(read.id) && !there.has(read.id))
      .map((read) => ({
        code: 'component.needed',
        at: placeOf(read.id),
        message: `${id} reads the outputs of this component`,
        hint: `Order ${read.id} too, or leave ${id} out`,
      })),
  )
}

/** JSON Pointer of a component in an order. */
export function placeOf(id: string, field?: string): string {
  const steps = field === undefined ? [id] : [id, field]
  const escaped = steps.map((step) => step.replaceAll('~', '~0').replaceAll('/', '~1'))
  return ['/components', ...escaped].join('/')
}

/** Components whose outputs these fields read, each once; `optional` when every reading may miss them. */
export function componentsRead(
  fields: Readonly<Record<string, unknown>>,
): readonly { id: string; optional: boolean }[] {
  const compiled = compileConfig(fields)
  const found = new Map<string, boolean>()
  if (compiled.ok)
    for (const { path, optional } of configReferences(compiled.value)) {
      const [root, id] = path
      if (root !== 'components' || id === undefined) continue
      found.set(id, optional && found.get(id) !== false)
    }
  return [...found].map(([id, optional]) => ({ id, optional }))
}

function own(choices: Choices, id: string): boolean | undefined {
  return Object.hasOwn(choices, id) ? choices[id] : undefined
}
