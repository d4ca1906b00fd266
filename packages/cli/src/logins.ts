import { randomBytes } from 'node:crypto'
import { chmod, mkdir, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { exitCodes, Stop } from './exit.ts'

/** What is kept of a login at one service. */
export type Login = {
  issuer: string
  clientId: string
  accessToken: string
  /** Unset where the provider gives none: then one logs in again. */
  refreshToken?: string
  /** Milliseconds UTC after which the access token is refused. */
  expiresAt: number
}

/** A lock older than that was left behind by a process that died, milliseconds. */
const staleLockMs = 30_000
const lockTries = 100
const lockPauseMs = 100

/** The login at the service with this address. Stops when others could read the file. */
export async function readLogin(file: string, url: string): Promise<Login | undefined> {
  const login = (await readAll(file))[url]
  return isLogin(login) ? login : undefined
}

/** Keeps or, without a login, forgets it. The file and its folder are readable by their owner only. */
export async function keepLogin(file: string, url: string, login?: Login): Promise<void> {
  const { [url]: _before, ...others } = await readAll(file)
  const text = `${JSON.stringify({ ...others, ...(login && { [url]: login }) }, null, 2)}\n`
  await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  // A new file in the old one's place: nobody ever reads half of it.
  const draft = `${file}.${randomBytes(6).toString('hex')}`
  await writeFile(draft, text, { mode: 0o600, flag: 'wx' })
  await chmod(draft, 0o600)
  await rename(draft, file)
}

/**
 * Does the work while no other process does: a refresh token is good once, and two who use it at the same time
 * would both be signed out.
 */
export async function alone<T>(
  file: string,
  { now, pause }: { now(): number; pause(ms: number): Promise<void> },
  work: () => Promise<T>,
): Promise<T> {
  const lock = `${file}.lock`
  await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  for (let tries = 0; !(await made(lock)); tries += 1) {
    if (tries >= lockTries) throw new Stop(exitCodes.unasked, `${lock} does not go away; delete it`)
    const age = await ageOf(lock, now())
    if (age !== undefined && age > staleLockMs) await rm(lock, { force: true })
    else await pause(lockPauseMs)
  }
  try {
    return await work()
  } finally {
    await rm(lock, { force: true })
  }
}

async function made(lock: string): Promise<boolean> {
  try {
    await (await open(lock, 'wx', 0o600)).close()
    return true
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false
    throw error
  }
}

async function ageOf(file: string, now: number): Promise<number | undefined> {
  try {
    return now - (await stat(file)).mtimeMs
  } catch (error) {
    if (isCode(error, 'ENOENT')) return undefined
    throw error
  }
}

async function readAll(file: string): Promise<Record<string, unknown>> {
  try {
    const { mode } = await stat(file)
    // Windows keeps no such bits; there the folder of the user is what protects it.
    if (process.platform !== 'win32' && (mode & 0o077) !== 0)
      throw new Stop(exitCodes.unasked, `${file} can be read by others; run: chmod 600 ${file}`)
    const read: unknown = JSON.parse(await readFile(file, 'utf8'))
    return typeof read === 'object' && read !== null ? { ...read } : {}
  } catch (error) {
    if (isCode(error, 'ENOENT')) return {}
    if (error instanceof SyntaxError)
      throw new Stop(exitCodes.unasked, `${file} is damaged; delete it and log in again`)
    throw error
  }
}

function isLogin(value: unknown): value is Login {
  return (
    typeof value === 'object' &&
    value !== null &&
    ['issuer', 'clientId', 'accessToken'].every(
      (key) => typeof Reflect.get(value, key) === 'string',
    ) &&
    typeof Reflect.get(value, 'expiresAt') === 'number'
  )
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
