import { closedText, type Exception } from '@pao/core/engine'
import { addressesOf } from '#identity/addresses.ts'
import { isRestricted } from '../access.ts'
import type { KnownCalendars } from '../calendar/known.ts'
import type { Requests } from '../deps.ts'
import type { Held } from '../held.ts'
import { hidden } from '../redact.ts'

export type MailDeps = Pick<Requests, 'db' | 'shelf' | 'publicUrl'> & { calendars: KnownCalendars }

/** Something of a request that people are mailed of. */
export type Occasion = { tenant: string; request: string; key: string; kind: string }

/** Who is told what. */
export type Mail = {
  to: readonly string[]
  subject: string
  message: string
  item: { id: string; name: string }
  team: string
  url: string
}

/** People one message goes to. */
const mostPeople = 20

/** The message of an occasion; undefined where it is none any more. Values that were answered or found are in none. */
export async function mailOf(deps: MailDeps, occasion: Occasion): Promise<Mail | undefined> {
  const { tenant, request: id } = occasion
  const taken = await deps.shelf.take(deps.db, { tenant, id }, true)
  if (!taken || taken.held.deleted) return undefined
  const { held } = taken
  const letter = await letterOf(deps, held, occasion)
  if (!letter) return undefined
  const { fixed } = held
  return {
    ...letter,
    to: letter.to.filter(isReachable),
    item: { id: fixed.itemId, name: fixed.itemName },
    team: fixed.ownerTeam,
  }
}

type Letter = Pick<Mail, 'to' | 'subject' | 'message' | 'url'>

function letterOf(deps: MailDeps, held: Held, { kind }: Occasion): Promise<Letter | undefined> {
  if (kind === 'drift') return driftLetter(deps, held)
  const { exception } = held.run
  if (kind === 'exception_asked') return askLetter(deps, held, exception)
  return Promise.resolve(answerLetter(deps, held, exception))
}

/** Not where it is as it should be again meanwhile. */
async function driftLetter({ db, publicUrl }: MailDeps, held: Held): Promise<Letter | undefined> {
  const { key, fixed } = held
  const row = await db
    .selectFrom('resource_look as l')
    .innerJoin('resource as x', (join) =>
      join.onRef('x.tenant', '=', 'l.tenant').onRef('x.request_id', '=', 'l.resource_id'),
    )
    .select(['l.state', 'x.name', 'l.drifted_at'])
    .where('l.tenant', '=', key.tenant)
    .where('l.resource_id', '=', key.id)
    .executeTakeFirst()
  if (!row?.drifted_at) return undefined
  const name = isRestricted(held) ? hidden : row.name
  const url = `${publicUrl}/resources/${key.id}`
  const what = row.state === 'missing' ? 'is not there any more' : 'is not as it was ordered'
  return {
    to: [fixed.requester.email],
    subject: `${name} ${what}`,
    message: paragraphs([
      `${name} (${placeOf(held)}) ${what}. It was found so when it was looked at on ${row.drifted_at.toUTCString()}.`,
      `See what differs, have it put right, or accept it: ${url}`,
    ]),
    url,
  }
}

/** To those who may say yes or no, as long as nobody has. */
async function askLetter(
  deps: MailDeps,
  held: Held,
  exception: Exception | undefined,
): Promise<Letter | undefined> {
  const { key, fixed, run } = held
  if (run.state !== 'on_hold' || exception?.state !== 'asked' || !run.closed) return undefined
  const names = await decidersOf(deps, held)
  const found = await addressesOf(deps.db, key.tenant, { names, limit: mostPeople })
  const own = [fixed.requester.email, exception.by ?? ''].map((one) => one.toLowerCase())
  const url = `${deps.publicUrl}/requests/${key.id}`
  return {
    to: found.filter((one) => !own.includes(one)),
    subject: `${fixed.itemName}: an exception is asked for`,
    message: paragraphs([
      `${exception.by} asks that an order may begin although nothing may now: ${placeOf(held)}, ordered by ${fixed.requester.email}.`,
      `It waits: ${closedText(run.closed)}.`,
      exception.reason ? `Reason: ${exception.reason}` : '',
      `Look and decide: ${url}`,
    ]),
    url,
  }
}

/** To who ordered and who asked, but not to who said it. */
function answerLetter(
  { publicUrl }: MailDeps,
  held: Held,
  exception: Exception | undefined,
): Letter | undefined {
  const { key, fixed } = held
  const { by, comment } = exception?.decided ?? {}
  if (!exception || by === undefined) return undefined
  const url = `${publicUrl}/requests/${key.id}`
  const word = exception.state === 'granted' ? 'may begin now' : 'waits on'
  const people = [fixed.requester.email, exception.by ?? fixed.requester.email]
  return {
    to: [...new Set(people)].filter((one) => one !== by),
    subject: `${fixed.itemName} ${word}`,
    message: paragraphs([
      exception.state === 'granted'
        ? `${by} let it begin all the same: ${placeOf(held)}.`
        : `${by} refused an exception: ${placeOf(held)}. It begins by itself when it may.`,
      comment ? `Comment: ${comment}` : '',
      `The request: ${url}`,
    ]),
    url,
  }
}

/** As the calendar names them: those of the freeze, else operators; for windows of an item its team too. */
async function decidersOf({ calendars }: MailDeps, { key, fixed, run }: Held): Promise<string[]> {
  if (run.closed?.kind !== 'freeze')
    return run.closed?.part === undefined ? ['operator', fixed.ownerTeam] : ['operator']
  const freeze = (await calendars.current())
    .freezes(key.tenant)
    .find(({ name }) => name === run.closed?.name)
  const { approvers = [] } = freeze ?? {}
  return approvers.length === 0 ? ['operator'] : [...approvers]
}

function placeOf({ fixed: { itemName, environment } }: Held): string {
  return environment === null ? itemName : `${itemName} in ${environment}`
}

function paragraphs(lines: readonly string[]): string {
  return lines.filter((line) => line !== '').join('\n\n')
}

/** A key has an address that leads nowhere (RFC 2606). */
function isReachable(address: string): boolean {
  return address.includes('@') && !address.endsWith('.invalid')
}
