import { alone, keepLogin, type Login, readLogin } from './logins.ts'
import { refresh } from './provider.ts'

export type Surroundings = { now(): number; pause(ms: number): Promise<void> }

/** A token with less time left than that is renewed, milliseconds. */
const renewBeforeMs = 60_000
/** Between two looks at the time left while a command runs, milliseconds. */
const lookMs = 20_000

/**
 * The access token of the login at this service, always a good one: renewed now if it is nearly over, and again while
 * the command runs. Undefined = nobody is logged in, or the provider lets the login go on no more.
 */
export async function currentToken(
  file: string,
  url: string,
  around: Surroundings,
): Promise<(() => string) | undefined> {
  let login = await freshLogin(file, url, around)
  if (!login) return undefined
  const look = async (): Promise<void> => {
    login = (await freshLogin(file, url, around).catch(() => undefined)) ?? login
  }
  // It must not keep a command alive that has ended.
  setInterval(() => void look(), lookMs).unref()
  return () => login?.accessToken ?? ''
}

async function freshLogin(
  file: string,
  url: string,
  around: Surroundings,
): Promise<Login | undefined> {
  const isFresh = (login: Login) => login.expiresAt - around.now() > renewBeforeMs
  const kept = await readLogin(file, url)
  if (!kept || isFresh(kept)) return kept
  return alone(file, around, async () => {
    // Another process may have renewed it while this one waited.
    const login = await readLogin(file, url)
    if (!login || isFresh(login)) return login
    const renewed = await refresh(login, around.now)
    await keepLogin(file, url, renewed)
    return renewed
  })
}
