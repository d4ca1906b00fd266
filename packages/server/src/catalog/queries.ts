import type { Instant } from '@pao/core'
import type { CheckedDocument, Diagnostic, Document } from '@pao/core/catalog'
import { sql } from 'kysely'
import type { Changes } from './merge.ts'
import type { KeptCheck } from './checker.ts'
import type { Frame, ServedDocument } from './served.ts'
import { served } from './served.ts'
import type { Db, Tx } from '#store/db.ts'

/** Rows of one statement; PostgreSQL takes at most 65,535 parameters. */
const rowsAtOnce = 500

/** Lets one process at a time swap this tenant's catalog, until its transaction ends. */
export async function lockCatalog(tx: Tx, tenant: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('pao catalog'), hashtext(${tenant}))`.execute(tx)
}

/** Documents that are in memory already, by their hash. */
export type Held = (hash: string) => Document | undefined

const nothingHeld: Held = () => undefined

/**
 * What is served, as any process recorded it last. What is held is not read once more: a large catalog would stand in memory
 * twice.
 */
export async function servedEntries(
  db: Db,
  tenant: string,
  held: Held = nothingHeld,
): Promise<readonly ServedDocument[]> {
  const rows = await db
    .selectFrom('catalog_item')
    .where('tenant', '=', tenant)
    .select(['hash', 'path', 'revision', 'stale_since', 'diagnostics'])
    .execute()
  const documentOf = await documentsOf(db, tenant, { hashes: rows.map(({ hash }) => hash), held })
  return rows.flatMap((row) => {
    const document = documentOf(row.hash)
    if (!document) return []
    return served({
      document,
      hash: row.hash,
      path: row.path,
      ...(row.revision !== null && { revision: row.revision }),
      ...(row.stale_since && {
        stale: {
          since: row.stale_since.getTime(),
          diagnostics: row.diagnostics as readonly Diagnostic[],
        },
      }),
    })
  })
}

/** Documents by their hashes: those that are held, and the others as they were kept. */
export async function documentsOf(
  db: Db,
  tenant: string,
  { hashes, held }: { hashes: readonly string[]; held: Held },
): Promise<Held> {
  const read = new Map<string, Document>()
  const missing = hashes.filter((hash) => held(hash) === undefined)
  for (let start = 0; start < missing.length; start += rowsAtOnce) {
    const rows = await db
      .selectFrom('definition')
      .where('tenant', '=', tenant)
      .where(sql<boolean>`hash = any(${missing.slice(start, start + rowsAtOnce)})`)
      .select(['hash', 'document'])
      .execute()
    for (const { hash, document } of rows) read.set(hash, document as Document)
  }
  return (hash) => held(hash) ?? read.get(hash)
}

/** Keeps every new document for good, by its hash. */
export async function keepDefinitions(
  tx: Tx,
  documents: readonly CheckedDocument[],
  at: { tenant: string; now: Instant },
): Promise<void> {
  for (let start = 0; start < documents.length; start += rowsAtOnce)
    await tx
      .insertInto('definition')
      .values(
        documents.slice(start, start + rowsAtOnce).map(({ document, hash, source, file }) => ({
          tenant: at.tenant,
          hash,
          kind: document.kind,
          item_id: document.metadata.id,
          version: document.metadata.version,
          source,
          path: file,
          document: JSON.stringify(document),
          first_seen_at: new Date(at.now),
        })),
      )
      .onConflict((conflict) => conflict.columns(['tenant', 'hash']).doNothing())
      .execute()
}

/** Records what is served now: changed entries are written, missing ones go. */
export async function keepServed(
  tx: Tx,
  entries: readonly ServedDocument[],
  removed: readonly string[],
  at: { tenant: string; now: Instant },
): Promise<void> {
  for (let start = 0; start < entries.length; start += rowsAtOnce)
    await tx
      .insertInto('catalog_item')
      .values(
        entries.slice(start, start + rowsAtOnce).map((entry) => ({
          tenant: at.tenant,
          item_id: entry.document.metadata.id,
          hash: entry.hash,
          path: entry.path,
          revision: entry.revision ?? null,
          served_at: new Date(at.now),
          stale_since: entry.stale ? new Date(entry.stale.since) : null,
          diagnostics: JSON.stringify(entry.stale?.diagnostics ?? []),
        })),
      )
      .onConflict((conflict) =>
        conflict.columns(['tenant', 'item_id']).doUpdateSet((set) => ({
          hash: set.ref('excluded.hash'),
          path: set.ref('excluded.path'),
          revision: set.ref('excluded.revision'),
          served_at: set.ref('excluded.served_at'),
          stale_since: set.ref('excluded.stale_since'),
          diagnostics: set.ref('excluded.diagnostics'),
        })),
      )
      .execute()
  if (removed.length > 0)
    await tx
      .deleteFrom('catalog_item')
      .where('tenant', '=', at.tenant)
      .where(sql<boolean>`item_id = any(${[...removed]})`)
      .execute()
}

/** One recorded swap. A frame stands in it when categories, lists or environments changed with it. */
export type CatalogChange = {
  seq: number
  at: Instant
  revision: string | undefined
  changes: Changes & { frame?: Frame }
}

/** Writes the swap under the next number. Call it with the lock held. */
export async function addChange(
  tx: Tx,
  tenant: string,
  change: Omit<CatalogChange, 'seq'>,
): Promise<number> {
  const seq = (await lastSeq(tx, tenant)) + 1
  await tx
    .insertInto('catalog_change')
    .values({
      tenant,
      seq,
      at: new Date(change.at),
      revision: change.revision ?? null,
      changes: JSON.stringify(change.changes),
    })
    .execute()
  return seq
}

/** Number of the last swap, 0 before the first. */
export async function lastSeq(db: Db, tenant: string): Promise<number> {
  const row = await db
    .selectFrom('catalog_change')
    .where('tenant', '=', tenant)
    .select((select) => select.fn.max('seq').as('seq'))
    .executeTakeFirst()
  return row?.seq ?? 0
}

/** Swaps after a number, oldest first; change feeds resume by it. Served by the primary key. */
export async function changesAfter(
  db: Db,
  tenant: string,
  { after, limit }: { after: number; limit: number },
): Promise<readonly CatalogChange[]> {
  const rows = await db
    .selectFrom('catalog_change')
    .where('tenant', '=', tenant)
    .where('seq', '>', after)
    .orderBy('seq')
    .limit(limit)
    .selectAll()
    .execute()
  return rows.map((row) => ({
    seq: row.seq,
    at: row.at.getTime(),
    revision: row.revision ?? undefined,
    changes: row.changes as CatalogChange['changes'],
  }))
}

/** The frame recorded last, for a start while the source is away. */
export async function lastFrame(db: Db, tenant: string): Promise<Frame | undefined> {
  const row = await db
    .selectFrom('catalog_change')
    .where('tenant', '=', tenant)
    .where(sql<boolean>`changes -> 'frame' is not null`)
    .orderBy('seq', 'desc')
    .select('changes')
    .executeTakeFirst()
  return (row?.changes as CatalogChange['changes'] | undefined)?.frame
}

/** One version of an item that was ever served. */
export type ItemVersion = { hash: string; version: string; firstSeenAt: Instant }

/** Every version of an item, newest first, at most 200. Served by index definition_item. */
export async function versionsOf(
  db: Db,
  tenant: string,
  id: string,
): Promise<readonly ItemVersion[]> {
  const rows = await db
    .selectFrom('definition')
    .where('tenant', '=', tenant)
    .where('item_id', '=', id)
    .orderBy('first_seen_at', 'desc')
    .limit(200)
    .select(['hash', 'version', 'first_seen_at'])
    .execute()
  return rows.map((row) => ({
    hash: row.hash,
    version: row.version,
    firstSeenAt: row.first_seen_at.getTime(),
  }))
}

/** A document by its hash, whether it is still served or not. */
export async function definitionOf(
  db: Db,
  tenant: string,
  hash: string,
): Promise<{ document: Document; source: string; path?: string } | undefined> {
  const row = await db
    .selectFrom('definition')
    .where('tenant', '=', tenant)
    .where('hash', '=', hash)
    .select(['document', 'source', 'path'])
    .executeTakeFirst()
  if (!row) return undefined
  const { document, source, path } = row
  return { document: document as Document, source, ...(path !== null && { path }) }
}

/** The outcome of a check that was kept under this key. */
export async function keptCheck(
  db: Db,
  tenant: string,
  key: string,
): Promise<KeptCheck | undefined> {
  const row = await db
    .selectFrom('catalog_check')
    .where('tenant', '=', tenant)
    .where('key', '=', key)
    .select('outcome')
    .executeTakeFirst()
  return row?.outcome as KeptCheck | undefined
}

/** Keeps the outcome of a check instead of the one kept before. */
export async function keepCheck(
  tx: Tx,
  { tenant, key, at, outcome }: { tenant: string; key: string; at: Instant; outcome: KeptCheck },
): Promise<void> {
  const row = { key, checked_at: new Date(at), outcome: JSON.stringify(outcome) }
  await tx
    .insertInto('catalog_check')
    .values({ tenant, ...row })
    .onConflict((conflict) => conflict.column('tenant').doUpdateSet(row))
    .execute()
}
