import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Reads the credentials for the repository; asked before each fetch, so that they may rotate. */
export type GitAccess = () => Promise<{ token?: string; sshKey?: string }>

/** A repository as git is told of it. */
export type GitPlace = { url: string; transport: 'https' | 'ssh' | 'file' }

type Surroundings = {
  /** A folder of our own: home, known hosts and short-lived key files live in it. */
  folder: string
  path: string
  token?: string
  keyFile?: string
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`
}

/** Settings that hold whatever the machine's or the repository's own configuration says. */
function settings(place: GitPlace, token: string | undefined): readonly [string, string][] {
  const fixed: [string, string][] = [
    ['core.hooksPath', '/dev/null'],
    ['core.fsmonitor', 'false'],
    ['credential.helper', ''],
    ['http.followRedirects', 'false'],
    ['http.sslVerify', 'true'],
    ['fetch.recurseSubmodules', 'false'],
    ['gc.auto', '0'],
    ['maintenance.auto', 'false'],
  ]
  if (place.transport === 'file') fixed.push(['safe.directory', '*'])
  if (place.transport !== 'https' || token === undefined) return fixed
  const login = Buffer.from(`x-access-token:${token}`).toString('base64')
  return [
    ...fixed,
    [`http.${new URL(place.url).origin}/.extraHeader`, `Authorization: Basic ${login}`],
  ]
}

/** The whole environment of a git run: nothing of the service's own, no prompt, one transport. */
export function gitEnvironment(place: GitPlace, at: Surroundings): Record<string, string> {
  const home = join(at.folder, 'home')
  const pairs = settings(place, at.token)
  return {
    PATH: at.path,
    HOME: home,
    XDG_CONFIG_HOME: home,
    LC_ALL: 'C',
    GIT_ALLOW_PROTOCOL: place.transport === 'file' ? 'file' : 'https:ssh',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_TERMINAL_PROMPT: '0',
    GIT_ASKPASS: 'false',
    SSH_ASKPASS: 'false',
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_NO_LAZY_FETCH: '1',
    GIT_SSH_COMMAND: sshCommand(at),
    GIT_CONFIG_COUNT: String(pairs.length),
    ...Object.fromEntries(
      pairs.flatMap(([key, value], index) => [
        [`GIT_CONFIG_KEY_${index}`, key],
        [`GIT_CONFIG_VALUE_${index}`, value],
      ]),
    ),
  }
}

/** A host is believed at first sight and must show the same key ever after. */
function sshCommand({ folder, keyFile }: Surroundings): string {
  const knownHosts = join(folder, 'known_hosts')
  const options = ['BatchMode=yes', 'StrictHostKeyChecking=accept-new', 'IdentitiesOnly=yes']
  return [
    'ssh -F /dev/null',
    ...options.map((option) => `-o ${option}`),
    `-o UserKnownHostsFile=${quoted(knownHosts)}`,
    ...(keyFile === undefined ? [] : [`-i ${quoted(keyFile)}`]),
  ].join(' ')
}

/** Lends a private key as a file that only this user can read, for as long as the work takes. */
export async function withKeyFile<T>(
  key: string | undefined,
  parent: string,
  work: (keyFile: string | undefined) => Promise<T>,
): Promise<T> {
  if (key === undefined) return work(undefined)
  await mkdir(parent, { recursive: true, mode: 0o700 })
  const folder = await mkdtemp(join(parent, 'key-'))
  try {
    const file = join(folder, 'id')
    await writeFile(file, `${key.replaceAll('\\n', '\n').trimEnd()}\n`, { mode: 0o600 })
    return await work(file)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
