import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parser } from '@prometheus-io/lezer-promql'
import { load } from 'js-yaml'
import { describe, expect, it } from 'vitest'
import { createTelemetry } from '../packages/server/src/telemetry.ts'

const root = fileURLToPath(new URL('../', import.meta.url))
const files = join(root, 'deploy/helm/pao/files')
const rulesFile = join(files, 'pao.rules.yaml')

type Rule = {
  alert?: string
  record?: string
  expr: string
  labels?: { severity?: string }
  annotations?: { summary?: string; description?: string; runbook_url?: string }
}
type Panel = { title: string; targets: readonly { expr: string }[] }

const { groups } = load(readFileSync(rulesFile, 'utf8')) as {
  groups: readonly { name: string; rules: readonly Rule[] }[]
}
const rules = groups.flatMap((group) => group.rules)
const alerts = rules.filter((rule) => rule.alert !== undefined)
const dashboards = readdirSync(join(files, 'dashboards')).map((name) => {
  const board = JSON.parse(readFileSync(join(files, 'dashboards', name), 'utf8')) as {
    uid: string
    panels: readonly Panel[]
  }
  return { name, ...board }
})
const asked = [
  ...rules.map(({ alert, record, expr }) => ({ where: alert ?? record ?? '', expr })),
  ...dashboards.flatMap(({ name, panels }) =>
    panels.flatMap(({ title, targets }) =>
      targets.map(({ expr }) => ({ where: `${name} ${title}`, expr })),
    ),
  ),
]

/** Names of metrics in an expression, and where it cannot be read. */
function read(expr: string): { metrics: readonly string[]; faults: readonly number[] } {
  const metrics: string[] = []
  const faults: number[] = []
  parser.parse(expr).iterate({
    enter(node) {
      if (node.type.isError) faults.push(node.from)
      if (node.name === 'VectorSelector') {
        const [name = ''] = /^[a-zA-Z_:][a-zA-Z0-9_:]*/.exec(expr.slice(node.from, node.to)) ?? []
        metrics.push(name)
      }
    },
  })
  return { metrics, faults }
}

/** Every series the server can answer /metrics with, those of histograms included. */
async function exposed(): Promise<ReadonlySet<string>> {
  const text = await createTelemetry({ level: 'silent', version: '0' }).metricsText()
  const types = [...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)]
  return new Set(
    types.flatMap(([, name = '', type]) =>
      type === 'histogram' ? [`${name}_bucket`, `${name}_count`, `${name}_sum`] : [name],
    ),
  )
}

describe('alerts and dashboards', () => {
  it('are written in PromQL, and the reader would notice if not', () => {
    for (const { where, expr } of asked) expect(read(expr).faults, `${where}: ${expr}`).toEqual([])
    expect(asked.length).toBeGreaterThan(60)
    expect(read('sum(rate(x[5m]) by').faults).not.toEqual([])
  })

  it('ask only for what the server exposes or a rule records', async () => {
    const known = new Set([
      ...(await exposed()),
      ...rules.flatMap(({ record }) => record ?? []),
      'up',
    ])

    const used = asked.flatMap(({ where, expr }) =>
      read(expr).metrics.map((metric) => ({ where, metric })),
    )

    expect(used.filter(({ metric }) => !known.has(metric))).toEqual([])
    expect(new Set(used.map(({ metric }) => metric)).size).toBeGreaterThan(30)
  })

  it('have a page for each alert that says what it means, where to look and what to do', () => {
    const folder = join(root, 'docs/operate/runbooks')
    const pages = readdirSync(folder).filter((name) => name !== 'README.md')
    const index = readFileSync(join(folder, 'README.md'), 'utf8')

    for (const { alert = '', labels, annotations } of alerts) {
      const page = `docs/operate/runbooks/${alert}.md`
      expect(annotations?.runbook_url, alert).toBe(page)
      expect(['page', 'ticket'], alert).toContain(labels?.severity)
      expect(annotations?.summary, alert).toBeTruthy()
      const text = readFileSync(join(root, page), 'utf8')
      for (const part of ['## What it means', '## Look', '## Mend'])
        expect(text, alert).toContain(part)
      expect(index).toContain(`(${alert}.md)`)
    }
    expect(pages.toSorted()).toEqual(alerts.map(({ alert }) => `${alert}.md`).toSorted())
  })

  it('lead nowhere that does not exist', () => {
    const folder = join(root, 'docs/operate/runbooks')
    for (const name of readdirSync(folder))
      for (const [, target = ''] of readFileSync(join(folder, name), 'utf8').matchAll(
        /\]\(([^)#]+\.(?:md|yaml))\)/g,
      ))
        expect(existsSync(join(folder, target)), `${name}: ${target}`).toBe(true)
  })

  it('keep one name for each dashboard and each rule', () => {
    const names = rules.map(({ alert, record }) => alert ?? record)

    expect(new Set(names).size).toBe(names.length)
    for (const { name, uid } of dashboards) expect(uid).toBe(basename(name, '.json'))
  })
})

const hasPromtool = spawnSync('promtool', ['--version']).status === 0
if (!hasPromtool)
  process.stderr.write(
    'SKIPPED: promtool is not here; the rules are checked by our own reader only\n',
  )

describe.skipIf(!hasPromtool)('promtool', () => {
  it('finds nothing wrong with the rules', () => {
    const { status, stdout, stderr } = spawnSync('promtool', ['check', 'rules', rulesFile], {
      encoding: 'utf8',
    })

    expect(status, stdout + stderr).toBe(0)
  })
})
