import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Log } from './telemetry.ts'

const run = promisify(execFile)
const builder = fileURLToPath(new URL('../../portal/build.mjs', import.meta.url))
/** Longest the pages may take to be built, milliseconds. */
const longestBuildMs = 180_000

type Site = { dir: string; built: boolean } | null

/**
 * The folder of the portal's pages; built first when their sources changed since the last build. Without the
 * portal, or when it cannot be built, the API runs alone and the log says why.
 */
export async function preparePortal(log: Log): Promise<string | undefined> {
  if (!existsSync(builder)) return undefined
  const waiting = setTimeout(
    () => log.info('building the pages of the portal; this takes some seconds, once'),
    500,
  )
  try {
    const { stdout } = await run(process.execPath, [builder], { timeout: longestBuildMs })
    const site = JSON.parse(stdout) as Site
    if (site === null) return undefined
    if (site.built) log.info('the pages of the portal were built')
    return site.dir
  } catch (error) {
    log.error({ err: error }, 'the pages of the portal could not be built; the API runs without')
    return undefined
  } finally {
    clearTimeout(waiting)
  }
}
