import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { portsFrom, type Running, type StandIn, standIns } from './stand-ins.ts'

/** Stand-ins that run, or what is to be said instead (`code` 0: it was asked for). */
export type Served =
  | { ok: true; text: string; stop(): Promise<void> }
  | { ok: false; code: number; text: string }

const help = `Starts stand-ins for other people's systems, for trying things out and for tests.

  npm run fakes -- [--port <first>] [--only <names>] [--host <address>] [--data <folder>] [--tell <url>]

  --port <first>    the ports from this one on; 0 = any that are free. Left out: 8081 and on, mail at 1025
  --only <names>    some of them, by commas
  --host <address>  where they listen (127.0.0.1)
  --data <folder>   remember across restarts; left out: in memory only
  --tell <url>      a PAO that Jira and GitHub tell their changes to, and Slack who pressed what

${standIns.map(({ name, about }) => `  ${name.padEnd(8)} ${about}`).join('\n')}

Each has /_fake/switches (how it misbehaves), /_fake/effects (what was really made) and /_fake/complaints (calls
the vendor would not have taken): docs/author/stand-ins.md`

/** Reads the words of the command line and starts what they ask for; tells every word that is wrong at once. */
export async function serve(words: readonly string[]): Promise<Served> {
  const read = optionsOf(words)
  if ('code' in read) return { ok: false, ...read }
  const running: [StandIn, Running][] = []
  const stop = async (): Promise<void> => {
    await Promise.all(running.map(([, one]) => one[Symbol.asyncDispose]()))
  }
  try {
    for (const one of read.chosen) running.push([one, await one.start(read.placeOf(one))])
  } catch (error) {
    await stop()
    return { ok: false, code: 1, text: `cannot start: ${String(error)}` }
  }
  return { ok: true, text: tableOf(running), stop }
}

type Options = {
  chosen: readonly StandIn[]
  placeOf(one: StandIn): Parameters<StandIn['start']>[0]
}

function optionsOf(words: readonly string[]): Options | { code: number; text: string } {
  const text = { type: 'string' } as const
  const options = { port: text, only: text, host: text, data: text, tell: text } as const
  try {
    const { values } = parseArgs({
      args: [...words],
      options: { ...options, help: { type: 'boolean', short: 'h' } },
    })
    return values.help === true ? { code: 0, text: help } : checked(values)
  } catch (error) {
    const why = error instanceof Error ? error.message : ''
    return { code: 2, text: `${why}\n\n${help}` }
  }
}

type Given = { port?: string; only?: string; host?: string; data?: string; tell?: string }

function checked({
  port,
  only,
  host = '127.0.0.1',
  data,
  tell,
}: Given): Options | { code: number; text: string } {
  const names = only?.split(',').map((name) => name.trim())
  const known = standIns.map(({ name }) => name)
  const unknown = (names ?? []).filter((name) => !known.includes(name))
  const isPort = port === undefined || (/^\d{1,5}$/.test(port) && Number(port) <= 65_500)
  const faults = [
    ...(unknown.length > 0
      ? [`--only: ${unknown.join(', ')} is not among ${known.join(', ')}`]
      : []),
    ...(isPort ? [] : [`--port: ${port} is no port; take 0 to 65500`]),
    ...(tell === undefined || /^https?:\/\/[^/]+$/.test(tell)
      ? []
      : [`--tell: ${tell} is not like http://127.0.0.1:8080`]),
  ]
  if (faults.length > 0) return { code: 2, text: faults.join('\n') }
  const ports = portsFrom(port === undefined ? undefined : Number(port))
  return {
    chosen: standIns.filter(({ name }) => names?.includes(name) ?? true),
    placeOf: ({ name }) => ({
      host,
      ports,
      ...(data !== undefined && { dataFile: join(data, `${name}.ndjson`) }),
      ...(tell !== undefined && { tells: tell }),
    }),
  }
}

function tableOf(running: readonly (readonly [StandIn, Running])[]): string {
  const rows = running.flatMap(([{ name }, { url, use }]) => [
    [name, url, ''],
    ...use.map(([what, value]) => ['', what, value]),
  ])
  const widths = [0, 1].map((at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)))
  return rows
    .map(([name = '', what = '', value = '']) =>
      `${name.padEnd(widths[0] ?? 0)}  ${what.padEnd(widths[1] ?? 0)}  ${value}`.trimEnd(),
    )
    .join('\n')
}
