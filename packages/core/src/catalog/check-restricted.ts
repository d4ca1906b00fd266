import { parse, references } from '../template/index.ts'
import { eachText, at, own, type Path } from './path.ts'
import type { Sight } from './sight.ts'

/** What of a `notification` lands in people's inboxes. */
export const messageBodies = ['subject', 'message', 'facts'] as const

/** Scopes that hold what was answered, or what came of it. */
const valued: ReadonlySet<string> = new Set(['fields', 'output', 'components', 'error', 'handover'])

/** Warns where a message of restricted data names a value: people read `***` there. */
export function checkRestricted(sight: Sight): void {
  const compliance = own(own(sight.document, 'metadata'), 'compliance')
  if (own(compliance, 'data_classification') !== 'restricted') return
  for (const { action, path } of sight.actions) {
    if (action.type !== 'notification') continue
    const config = own(action, 'config')
    for (const body of messageBodies)
      eachText(own(config, body), [], (_text, deeper) => {
        const place = [body, ...deeper]
        checkText(sight, at(config, place), [...path, 'config', ...place])
      })
  }
}

function checkText(sight: Sight, text: unknown, path: Path): void {
  if (typeof text !== 'string' || sight.isWrong(path)) return
  const parsed = parse(text)
  if (!parsed.ok) return
  for (const { path: named, at: place } of references(parsed.value))
    if (valued.has(String(named[0])))
      sight.report('PAO1916', path, `${named.join('.')} is *** in a message of restricted data`, {
        offset: place.offset,
      })
}
