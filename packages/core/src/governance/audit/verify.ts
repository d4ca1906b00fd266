import {
  type AuditEntry,
  commitment,
  firstPrev,
  hashOf,
  personalFields,
  type Sha256,
} from './chain.ts'
import { type Checkpoint, checkpointHash, signedText } from './checkpoint.ts'

/** One thing that is wrong with a chain. `seq` is where; unset = with no single entry. */
export type AuditFault = { code: AuditFaultCode; seq?: number; message: string }

export type AuditFaultCode =
  | 'entry.changed'
  | 'entry.value_changed'
  | 'entry.erased'
  | 'entry.foreign'
  | 'chain.start'
  | 'chain.gap'
  | 'chain.broken'
  | 'chain.truncated'
  | 'checkpoint.signature'
  | 'checkpoint.order'
  | 'checkpoint.mismatch'
  | 'checkpoint.behind'

export type AuditTools = {
  sha256: Sha256
  /** Whether the signature (base64url) is our key's over this text. */
  isSigned: (text: string, signature: string) => boolean
  /** Milliseconds since 1970 of an ISO 8601 moment. */
  millis: (moment: string) => number
}

/** `now` in milliseconds: checkpoints must reach to it; undefined = this is an archive, they need not. */
export type AuditBounds = { checkpoints: readonly (readonly Checkpoint[])[]; now?: number }

export type AuditVerdict = {
  ok: boolean
  entries: number
  /** The first and the last number seen; unset = there was no entry. */
  from?: number
  to?: number
  head?: string
  checkpoints: number
  /** At most a hundred; the first one is the first place where the record is not what it was. */
  faults: readonly AuditFault[]
}

/** Looks at entries one after another, so that a chain of any length needs little memory. */
export type AuditVerifier = { take(entry: AuditEntry): void; end(): AuditVerdict }

const mostFaults = 100
/** Milliseconds after which an entry must be covered by a checkpoint, and that a quiet chain's newest may be old. */
const coveredWithinMs = 10 * 60_000
const heardWithinMs = 3 * 60 * 60_000

type Seen = {
  faults: AuditFault[]
  first: AuditEntry | undefined
  last: AuditEntry | undefined
  entries: number
  /** Erasures the chain tells of, with how many values each took; and how many are marked as taken by each. */
  told: Map<string, number>
  taken: Map<string, { count: number; seq: number }>
  /** Ends of what was dropped for its age, as the chain tells: number and hash. */
  dropped: Set<string>
}

/** A verifier of one tenant's chain, from its oldest kept entry to its newest. */
export function auditVerifier(tools: AuditTools, bounds: AuditBounds): AuditVerifier {
  const seen: Seen = {
    faults: [],
    first: undefined,
    last: undefined,
    entries: 0,
    told: new Map(),
    taken: new Map(),
    dropped: new Set(),
  }
  const heads = headsOf(bounds.checkpoints)
  return {
    take(entry) {
      checkLink(tools, seen, entry)
      checkHead(seen, heads, entry)
      noteUpkeep(seen, entry)
      seen.first ??= entry
      seen.last = entry
      seen.entries += 1
    },
    end() {
      checkStart(seen)
      checkErasures(seen)
      checkCheckpoints(tools, seen, bounds)
      return verdictOf(seen, bounds)
    },
  }
}

function verdictOf(seen: Seen, { checkpoints }: AuditBounds): AuditVerdict {
  const { first, last, entries } = seen
  const faults = seen.faults
    .toSorted((left, right) => (left.seq ?? Infinity) - (right.seq ?? Infinity))
    .slice(0, mostFaults)
  return {
    ok: faults.length === 0,
    entries,
    ...(first && { from: first.seq }),
    ...(last && { to: last.seq, head: last.hash }),
    checkpoints: checkpoints.reduce((sum, file) => sum + file.length, 0),
    faults,
  }
}

function fault(seen: Seen, code: AuditFaultCode, message: string, seq?: number): void {
  // Enough to find the first by number also when checkpoints tell of it later.
  if (seen.faults.length < mostFaults * 2)
    seen.faults.push({ code, message, ...(seq !== undefined && { seq }) })
}

function checkLink({ sha256 }: AuditTools, seen: Seen, entry: AuditEntry): void {
  const { seq } = entry
  const { last } = seen
  if (last && entry.tenant !== last.tenant)
    fault(seen, 'entry.foreign', `The entry is of the tenant ${entry.tenant}`, seq)
  if (last && seq !== last.seq + 1)
    fault(seen, 'chain.gap', `After ${last.seq} comes ${seq}`, Math.min(last.seq + 1, seq))
  if (last && entry.prev !== last.hash)
    fault(seen, 'chain.broken', 'It names another entry as the one before it', seq)
  if (hashOf(sha256, entry) !== entry.hash)
    fault(seen, 'entry.changed', 'Its content does not have its hash', seq)
  for (const field of personalFields) checkValue(sha256, seen, { entry, field })
}

function checkValue(
  sha256: Sha256,
  seen: Seen,
  { entry, field }: { entry: AuditEntry; field: (typeof personalFields)[number] },
): void {
  const kept = entry.proof[field]
  const value = entry[field]
  if (!kept) {
    if (value !== null)
      fault(seen, 'entry.value_changed', `Its ${field} is not in the chain`, entry.seq)
    return
  }
  if (kept.erased !== undefined && value === null) {
    const taken = seen.taken.get(kept.erased) ?? { count: 0, seq: entry.seq }
    seen.taken.set(kept.erased, { ...taken, count: taken.count + 1 })
    return
  }
  const fits =
    value !== null &&
    kept.salt !== undefined &&
    commitment(sha256, { field, salt: kept.salt, value }) === kept.hash
  if (!fits)
    fault(seen, 'entry.value_changed', `Its ${field} is not the one that was written`, entry.seq)
}

type Heads = ReadonlyMap<number, ReadonlySet<string>>

function headsOf(files: AuditBounds['checkpoints']): Heads {
  const heads = new Map<number, Set<string>>()
  for (const { seq, head } of files.flat()) {
    const known = heads.get(seq) ?? new Set()
    heads.set(seq, known.add(head))
  }
  return heads
}

function checkHead(seen: Seen, heads: Heads, { seq, hash }: AuditEntry): void {
  for (const head of heads.get(seq) ?? [])
    if (head !== hash)
      fault(
        seen,
        'checkpoint.mismatch',
        'A checkpoint was signed over another entry of this number',
        seq,
      )
}

/** What the chain itself tells of its upkeep. */
function noteUpkeep(seen: Seen, { action, detail }: AuditEntry): void {
  const { erasure, values, through, head } = detail
  if (action === 'audit.erased' && typeof erasure === 'string' && typeof values === 'number')
    seen.told.set(erasure, values)
  if (action === 'audit.dropped' && typeof through === 'number' && typeof head === 'string')
    seen.dropped.add(`${through} ${head}`)
}

function checkStart(seen: Seen): void {
  const { first } = seen
  if (!first) return
  const begins = first.seq === 1 && first.prev === firstPrev
  if (begins || seen.dropped.has(`${first.seq - 1} ${first.prev}`)) return
  fault(
    seen,
    'chain.start',
    `The chain begins at ${first.seq}, and no entry tells that those before it were dropped for their age`,
    first.seq,
  )
}

/** Values may be missing only where the chain tells of it, and exactly as many as it tells. */
function checkErasures(seen: Seen): void {
  for (const [erasure, { count, seq }] of seen.taken)
    if (count > (seen.told.get(erasure) ?? 0))
      fault(
        seen,
        'entry.erased',
        `Values are missing that the erasure ${erasure} did not take`,
        seq,
      )
}

function checkCheckpoints(tools: AuditTools, seen: Seen, bounds: AuditBounds): void {
  for (const file of bounds.checkpoints) checkFile(tools, seen, file)
  const all = bounds.checkpoints.flat()
  const newest = all.reduce<Checkpoint | undefined>(
    (best, one) => (best === undefined || one.seq > best.seq ? one : best),
    undefined,
  )
  const to = seen.last?.seq ?? 0
  if (newest && newest.seq > to)
    fault(
      seen,
      'chain.truncated',
      `A checkpoint was signed at ${newest.seq}, the chain ends at ${to}`,
      to + 1,
    )
  if (bounds.now !== undefined) checkReach(tools, seen, { all, now: bounds.now })
}

function checkFile(tools: AuditTools, seen: Seen, file: readonly Checkpoint[]): void {
  let before: Checkpoint | undefined
  for (const one of file) {
    if (!tools.isSigned(signedText(one), one.signature))
      fault(
        seen,
        'checkpoint.signature',
        `The checkpoint of ${one.at} is not signed by this key`,
        one.seq,
      )
    const prev = before ? checkpointHash(tools.sha256, before) : firstPrev
    if (one.prev !== prev || (before && one.seq < before.seq))
      fault(
        seen,
        'checkpoint.order',
        `The checkpoint of ${one.at} does not follow the one before it`,
        one.seq,
      )
    before = one
  }
}

/** Without a word from outside for hours, both may have been set back together. */
function checkReach(
  { millis }: AuditTools,
  seen: Seen,
  { all, now }: { all: readonly Checkpoint[]; now: number },
): void {
  const { last } = seen
  if (!last) return
  const newest = all.toSorted((left, right) => (left.at < right.at ? 1 : -1))[0]
  const covered = all.reduce((most, { seq }) => Math.max(most, seq), 0)
  const age = now - millis(last.at)
  if (covered < last.seq && age > coveredWithinMs)
    fault(seen, 'checkpoint.behind', `No checkpoint covers what came after ${covered}`, covered + 1)
  else if (newest && now - millis(newest.at) > heardWithinMs)
    fault(seen, 'checkpoint.behind', `The newest checkpoint is of ${newest.at}`)
}
