import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { exitCodes, Stop } from './exit.ts'

export type CliConfig = { url: string; token: string | undefined }

/**
 * Where the service is and who calls: `--url`/`--token`, else PAO_URL (default http://localhost:8080) and
 * PAO_TOKEN. The only place of the command line that reads the environment. Stops at what cannot be used.
 */
export function readCliConfig(options: {
  url?: string | undefined
  token?: string | undefined
}): CliConfig {
  const url = options.url ?? (process.env['PAO_URL'] || 'http://localhost:8080')
  const token = (options.token ?? process.env['PAO_TOKEN'] ?? '').trim()
  return { url: usableUrl(url), token: token === '' ? undefined : usableToken(token) }
}

/** The file logins are kept in: PAO_LOGIN_FILE, else `pao/logins.json` where the user's settings are. */
export function loginFile(): string {
  const given = process.env['PAO_LOGIN_FILE']
  if (given) return resolve(given)
  return join(process.env['XDG_CONFIG_HOME'] || join(homedir(), '.config'), 'pao', 'logins.json')
}

function usableUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url === undefined || !/^https?:$/.test(url.protocol))
    throw new Stop(
      exitCodes.unasked,
      `PAO_URL or --url must be an address like http://localhost:8080, not "${text}"`,
    )
  if (url.username !== '' || url.password !== '')
    throw new Stop(exitCodes.unasked, 'PAO_URL or --url must not hold a user; use PAO_TOKEN')
  return `${url.origin}${url.pathname}`.replace(/\/+$/, '')
}

function usableToken(text: string): string {
  if (!/^[\x21-\x7e]+$/.test(text))
    throw new Stop(exitCodes.unasked, 'PAO_TOKEN or --token holds characters no API key has')
  return text
}
