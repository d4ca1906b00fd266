import { exitCodes, Stop } from '../exit.ts'
import { keepLogin, readLogin } from '../logins.ts'
import { pairs, plain, print } from '../print.ts'
import { type Device, logIn, revoke } from '../provider.ts'
import { answerOf, connect, type Remote } from '../remote.ts'

type Place = { file: string; now(): number }

/** `pao login`: shows a code to enter in a browser, and keeps what comes of it for this service. */
export async function login(remote: Remote, { file, now }: Place, wanted?: string): Promise<void> {
  const { config, screen } = remote
  const device = await deviceOf(remote, wanted)
  const made = await logIn(device, {
    now,
    show: (place, code) =>
      screen.err(`Open ${plain(place)}\nand make sure that it shows the code ${plain(code)}`),
  })
  const me = await answerOf(
    connect({ ...config, token: made.accessToken }).GET('/api/v1/me'),
    config.url,
  )
  await keepLogin(file, config.url, made)
  print(screen, remote.output, me, () => whoText(me))
}

/** `pao logout`: forgets the login at this service, and tells the provider. */
export async function logout({ config, screen }: Remote, { file }: Place): Promise<void> {
  const kept = await readLogin(file, config.url)
  if (!kept) throw new Stop(exitCodes.no, `nobody is logged in at ${config.url}`)
  await keepLogin(file, config.url)
  try {
    await revoke(kept)
  } catch (error) {
    // What is kept here is gone either way; the rest runs out by itself.
    screen.err(`the provider was not told: ${error instanceof Error ? error.message : ''}`)
  }
  screen.out(`logged out of ${config.url}`)
}

/** `pao whoami`: who the service takes one for. */
export async function whoami({ config, screen, output }: Remote): Promise<void> {
  const me = await answerOf(connect(config).GET('/api/v1/me'), config.url)
  print(screen, output, me, () => whoText(me))
}

type Me = {
  id: string
  email: string
  name?: string
  roles: string[]
  teams: string[]
  via: string
}

function whoText(me: Me): string {
  return pairs([
    ['id', me.id],
    ['name', me.name ?? ''],
    ['e-mail', me.email],
    ['roles', me.roles.join(', ')],
    ['teams', me.teams.join(', ')],
    ['by', me.via],
  ])
}

/** Where to log in: the issuer that was named, or the only one. */
async function deviceOf({ config }: Remote, wanted: string | undefined): Promise<Device> {
  const { issuers } = await answerOf(
    connect({ url: config.url, token: undefined }).GET('/api/v1/session/issuers'),
    config.url,
  )
  const ways = issuers.flatMap(({ name, device }) => (device === null ? [] : [{ name, device }]))
  const names = ways.map(({ name }) => name).join(', ')
  const fitting = wanted === undefined ? ways : ways.filter(({ name }) => name === wanted)
  const [found, ...more] = fitting
  if (found && more.length === 0) return found.device
  if (ways.length === 0)
    throw new Stop(
      exitCodes.unasked,
      'this service has no sign-in for the command line; set PAO_TOKEN to an API key',
    )
  throw new Stop(exitCodes.unasked, `name one of its sign-ins with --issuer: ${names}`)
}
