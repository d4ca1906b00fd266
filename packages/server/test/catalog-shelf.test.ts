import { indexOf, maySee } from '@pao/core/catalog'
import { describe, expect, it } from 'vitest'
import type { ServedDocument } from '#catalog/served.ts'
import { served } from '#catalog/served.ts'
import { Shelf } from '#catalog/shelf.ts'
import { entry, item } from './catalog-documents.ts'

function shelf(...entries: readonly ServedDocument[]): Shelf {
  return new Shelf({
    entries,
    frame: { index: indexOf(undefined), environments: [] },
    revision: 'r',
    seq: 1,
  })
}

const postgres = entry(
  item('database-postgresql', {
    name: 'PostgreSQL Database',
    description: 'A relational store with backups',
    tags: ['sql', 'Datenbank für Aufträge'],
  }),
)
const mysql = entry(item('database-mysql', { name: 'MySQL Database', tags: ['sql'] }))
const queue = entry(
  item('queue-kafka', {
    name: 'Kafka Topic',
    description: 'Streams of events, not a database',
    category: 'messaging',
    owner: { team: 'streams' },
  }),
)
const all = shelf(queue, postgres, mysql)
const idsOf = (list: readonly ServedDocument[]) => list.map((one) => one.document.metadata.id)

describe('searching', () => {
  it.each([
    ['postgres', ['database-postgresql']],
    ['POSTGRESQL database', ['database-postgresql']],
    ['postgersql', ['database-postgresql']],
    ['postgrsql', ['database-postgresql']],
    ['auftrage', ['database-postgresql']],
    ['sql', ['database-mysql', 'database-postgresql']],
    ['kafka sql', []],
    ['xyz', []],
    ['!!!', []],
  ])('finds for %j %j', (q, expected) => {
    const found = all.list({ q })

    expect(new Set(idsOf(found))).toEqual(new Set(expected))
  })

  it('puts what is named so before what only speaks of it', () => {
    const found = all.list({ q: 'database' })

    expect(idsOf(found)).toEqual(['database-mysql', 'database-postgresql', 'queue-kafka'])
  })

  it('ends at once on a hostile query', () => {
    const found = all.list({ q: 'a'.repeat(1_000_000) })

    expect(found).toEqual([])
  })
})

describe('lists', () => {
  it('are in the order of category and name', () => {
    expect(idsOf(all.list({}))).toEqual(['database-mysql', 'database-postgresql', 'queue-kafka'])
  })

  it.each([
    [{ category: 'messaging' }, ['queue-kafka']],
    [{ tag: 'sql' }, ['database-mysql', 'database-postgresql']],
    [{ owner: 'streams' }, ['queue-kafka']],
    [{ owner: 'streams', tag: 'sql' }, []],
  ])('hold for %j %j', (filter, expected) => {
    expect(idsOf(all.list(filter))).toEqual(expected)
  })

  it('are never shared between people who see different things', () => {
    const hidden = entry(item('secret-item', { visibility: { teams: ['spies'] } }))
    const both = shelf(hidden, mysql)
    const seenBy = (teams: readonly string[]) =>
      idsOf(both.list({ viewer: { roles: ['developer'], teams } }))

    expect(seenBy(['spies'])).toContain('secret-item')
    expect(seenBy(['others'])).toEqual(['database-mysql'])
  })
})

describe('entity tags', () => {
  it('change when an entry goes stale, the shelf along with it, and only then', () => {
    const stale = served({ ...postgres, stale: { since: 1, diagnostics: [] } })

    const other = shelf(queue, stale, mysql)

    expect(stale.etag).not.toBe(postgres.etag)
    expect(other.etag).not.toBe(all.etag)
    expect(shelf(mysql, queue, postgres).etag).toBe(all.etag)
  })
})

describe('visibility', () => {
  const developer = { roles: ['developer'], teams: ['web'] }

  it.each([
    [undefined, true],
    [{ teams: 'all' as const }, true],
    [{ environments: 'all' as const }, true],
    [{ teams: ['web', 'app'] }, true],
    [{ teams: ['app'] }, false],
    [{ roles: ['developer'] }, true],
    [{ roles: ['operator'] }, false],
    [{ teams: ['web'], roles: ['operator'] }, false],
    [{ teams: [] }, false],
  ])('of %j lets a developer of team web see it: %s', (visibility, expected) => {
    const document = item('one', visibility && { visibility })

    expect(maySee(document, developer, 'prod')).toBe(expected)
  })

  it('lets the owning team and admins, operators and auditors see it always', () => {
    const document = item('one', { visibility: { teams: ['nobody'], roles: ['nobody'] } })
    const viewers = [
      { roles: ['developer'], teams: ['dba'] },
      { roles: ['admin'], teams: [] },
      { roles: ['operator'], teams: [] },
      { roles: ['auditor'], teams: [] },
    ]

    expect(viewers.map((viewer) => maySee(document, viewer))).toEqual([true, true, true, true])
  })

  it('goes by the environment when one is asked for, for everybody', () => {
    const document = item('one', { visibility: { environments: ['dev'] } })
    const admin = { roles: ['admin'], teams: [] }

    expect([undefined, 'dev', 'prod'].map((one) => maySee(document, admin, one))).toEqual([
      true,
      true,
      false,
    ])
  })

  it('is what an environment says of it, where it says something', () => {
    const document = item('one')
    const fulfillment = {
      ...document.fulfillment,
      environments: { prod: { visibility: { teams: ['sre'] } } },
    }

    const seen = ['dev', 'prod'].map((one) => maySee({ ...document, fulfillment }, developer, one))

    expect(seen).toEqual([true, false])
  })

  it('makes a hidden item one that does not exist', () => {
    const hidden = entry(item('one', { visibility: { teams: ['app'] } }))

    const found = shelf(hidden).get('one', developer)

    expect(found).toBeUndefined()
  })
})
