import { Type } from 'typebox'
import { Check } from 'typebox/value'
import type { ActionContext, Answer, Connection } from '../kit/context.ts'
import { Ended } from '../kit/ended.ts'
import { jsonOf } from '../kit/read-body.ts'
import { type Data, fit, Metadata, openKv, readKv, unreadable, type Version } from './kv.ts'
import type { Place } from './place.ts'

const Written = Type.Object({ data: Metadata })
const Errors = Type.Object({ errors: Type.Array(Type.String()) })

/** KV version 2 of one Vault as this action reaches it (developer.hashicorp.com/vault/api-docs/secret/kv/kv-v2). */
export type Vault = {
  context: ActionContext
  connection: Connection
  place: Place
  /** The newest version, or that one. Ended where it cannot be read; what fails here made nothing. */
  read(version?: number): Promise<Version>
  /** Writes over version `cas`; undefined = another stands there by now. */
  write(data: Data, cas: number): Promise<number | undefined>
  /** Deletes (can be undone), brings back, or wipes out that version; done twice is done once. */
  change(how: 'delete' | 'undelete' | 'destroy', version: number): Promise<void>
}

/** Opens the place on its connection; nothing is sent yet. Throws Ended. */
export function openVault(context: ActionContext, connection: Connection, place: Place): Vault {
  const kv = openKv(context, connection)
  const { send, refused } = kv
  const { mount, path } = place
  return {
    context,
    connection,
    place,
    read: (version) => readKv(kv, place, version),
    async write(data, cas) {
      const answer = await send('POST', `${mount}/data/${path}`, { options: { cas }, data })
      if (answer.status === 400 && isMismatch(answer)) return undefined
      if (answer.status !== 200) throw new Ended(refused(answer))
      return fit(Written, answer, 'maybe').data.version
    },
    async change(how, version) {
      const answer = await send('POST', `${mount}/${how}/${path}`, { versions: [version] })
      if (answer.status === 204 || answer.status === 404) return
      throw new Ended(answer.status < 300 ? unreadable('maybe') : refused(answer))
    },
  }
}

function isMismatch(answer: Answer): boolean {
  const body = jsonOf(answer)
  return Check(Errors, body) && body.errors.some((text) => text.includes('check-and-set'))
}
