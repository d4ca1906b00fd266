import { compileConfig, configReferences, parse, references } from '../template/index.ts'
import { checkReference, type Names, type Outside } from './check-names.ts'
import type { Flow } from './check-actions.ts'
import { at, eachText, fromPointer, isRecord, own, type Path } from './path.ts'
import type { ActionSchemas } from './schema/publish.ts'
import type { Sight } from './sight.ts'
import { type TemplatePlace, templatePlaces } from './template-places.ts'

/** Checks that every template can be read and that every name in it exists where it stands. */
export function checkTemplates(
  sight: Sight,
  flow: Flow,
  schemas: ActionSchemas,
  outside: Outside,
): void {
  for (const place of templatePlaces(sight)) {
    if (place.value === undefined || sight.isLost(place.path)) continue
    const names: Names = { sight, flow, place, outside }
    if (typeof place.value === 'string') checkText(place.value, place.path, names)
    else if (place.type !== undefined || holdsTemplate(place.value)) {
      checkConfig(place, names, schemas)
    }
  }
}

function holdsTemplate(value: unknown): boolean {
  if (typeof value === 'string') return value.includes('{{')
  if (Array.isArray(value)) return value.some(holdsTemplate)
  return isRecord(value) && Object.values(value).some(holdsTemplate)
}

function checkConfig(place: TemplatePlace, names: Names, schemas: ActionSchemas): void {
  const schema = typeof place.type === 'string' ? own(schemas, place.type) : undefined
  const compiled = compileConfig(place.value, isRecord(schema) ? schema : undefined)
  if (compiled.ok) {
    for (const reference of configReferences(compiled.value)) {
      const path = [...place.path, ...fromPointer(reference.pointer, place.value)]
      checkReference(reference, path, names)
    }
    return
  }
  const faulty = new Set<string>()
  for (const { pointer, code, message, hint, at: where } of compiled.faults) {
    faulty.add(pointer)
    const path = [...place.path, ...fromPointer(pointer, place.value)]
    names.sight.report(code, path, message, {
      offset: where.offset,
      ...(hint !== undefined && { mend: hint }),
    })
  }
  const broken = new Set(
    [...faulty].map((pointer) => JSON.stringify(fromPointer(pointer, place.value))),
  )
  eachText(place.value, [], (_text, path) => {
    if (!broken.has(JSON.stringify(path)))
      checkSound(at(place.value, path), [...place.path, ...path], names)
  })
}

/** A text beside a faulty one: its names are looked at all the same. */
function checkSound(text: unknown, path: Path, names: Names): void {
  if (typeof text !== 'string' || !text.includes('{{')) return
  const parsed = parse(text)
  if (parsed.ok)
    for (const reference of references(parsed.value)) checkReference(reference, path, names)
}

function checkText(text: string, path: Path, names: Names): void {
  const bare = path.at(-1) === 'when' && !text.includes('{{')
  if (!bare && !text.includes('{{')) return
  const parsed = parse(bare ? `{{${text}}}` : text)
  const shift = bare ? 2 : 0
  if (!parsed.ok) {
    for (const { code, message, hint, at: where } of parsed.faults) {
      names.sight.report(code, path, message, {
        offset: Math.max(where.offset - shift, 0),
        ...(hint !== undefined && { mend: hint }),
      })
    }
    return
  }
  for (const reference of references(parsed.value)) {
    const offset = Math.max(reference.at.offset - shift, 0)
    checkReference({ ...reference, at: { ...reference.at, offset } }, path, names)
  }
}
