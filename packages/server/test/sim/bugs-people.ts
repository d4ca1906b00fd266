import type { Connector } from '@pao/connectors'
import type { OrphanRow } from '../../src/requests/orphan-rows.ts'
import { wrap } from './checks-store.ts'
import type { Bug } from './play.ts'

/** The config as it was planned, whatever somebody changed in it. */
function unedited(connector: Connector): Connector {
  const execute: Connector['execute'] = (context, config) => {
    const { size: _size, ...planned } = config as { size?: unknown }
    return connector.execute(context, planned)
  }
  return { ...connector, execute }
}

/** An action somebody skipped counts as one that made nothing. */
function withoutSkipped(value: unknown): unknown {
  if (typeof value !== 'string' || !value.includes('"ended_as":"skipped"')) return value
  const { orphans, settled } = JSON.parse(value) as { orphans: OrphanRow[]; settled: unknown }
  return JSON.stringify({ orphans: orphans.filter((one) => one.ended_as !== 'skipped'), settled })
}

/** Those that are planted in what people do to single actions. */
export const peopleBugs: Readonly<Record<string, () => Bug>> = {
  'an edit is forgotten by the next try': () => ({ connector: unedited }),
  'what a skipped action may have left is forgotten': () => ({
    world: ({ store }) =>
      wrap(
        store,
        'request_save',
        (inner) => (on, values, tx) =>
          inner(on, values.length > 16 ? values.map(withoutSkipped) : values, tx),
      ),
  }),
}
