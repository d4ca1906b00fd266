import { join } from 'node:path'
import { freePort, type Running, startServer } from '../server-process.ts'
import type { Errand, Point } from './crash-points.ts'
import type { World } from './world.ts'

const preload = new URL('./crash-points.ts', import.meta.url).href

export type ReplicaOptions = {
  world: World
  /** Its name in the header of every call it makes; new with every start. */
  name: string
  databaseUrl: string
  roles?: 'api,worker' | 'api' | 'worker'
  env?: Readonly<Record<string, string>>
  /** A command that starts it inside of something. */
  within?: readonly string[]
  /** The checkout of another release that is started in the place of this one. */
  checkout?: string
}

export type Replica = Running & { name: string }

/** Starts one server process on the world and the database, watched but not armed. */
export async function startReplica(options: ReplicaOptions): Promise<Replica> {
  const { world, name, databaseUrl, roles = 'api,worker', env = {}, checkout, within } = options
  const running = await startServer({
    port: await freePort(),
    dataDir: join(world.folder, `data-${name.replaceAll(/\W/g, '-')}`),
    preload,
    ...(checkout !== undefined && { checkout }),
    ...(within !== undefined && { within }),
    ...(roles === 'worker' && { readyWhen: '"working"' }),
    env: {
      ...world.env,
      PAO_ROLES: roles,
      PAO_VAR_REPLICA: name,
      PAO_DATABASE_URL: databaseUrl,
      ...env,
    },
  })
  return { ...running, name }
}

/** What was passed; what time the replica's machine says it is. */
type Told = { seen?: Point[]; clock?: number }

/** Gives the replica's crash points an errand and waits for the answer; undefined = it died. */
export async function send({ child, gone }: Replica, errand: Errand): Promise<Told | undefined> {
  const heard = new Promise<Told>((resolve) =>
    child.once('message', (message) => resolve(message as Told)),
  )
  child.send(errand)
  return Promise.race([heard, gone.then(() => undefined)])
}

export function isGone({ child }: Replica): boolean {
  return child.exitCode !== null || child.signalCode !== null
}

/** Orders until it is taken, the same key each time; undefined when the replica died first. */
export async function orderFrom(
  replica: Replica,
  item: string,
  key: string,
): Promise<string | undefined> {
  while (!isGone(replica)) {
    const answer = await replica
      .call('POST', '/api/v1/requests', { item, fields: { name: key } }, { 'idempotency-key': key })
      .catch(() => undefined)
    if (answer?.status === 202) return String(answer.body.id)
    if (answer !== undefined && answer.status < 500 && answer.status !== 409)
      throw new Error(`the order was refused: ${answer.status} ${JSON.stringify(answer.body)}`)
    await Promise.race([replica.gone, new Promise((resolve) => setTimeout(resolve, 50))])
  }
  return undefined
}
