import { createTelemetry } from '../../packages/server/src/telemetry.ts'

/** docs/operate/metrics.md, from the registry the server answers /metrics with. */
export async function metricsPage(): Promise<string> {
  const text = await createTelemetry({ level: 'silent', version: '0' }).metricsText()
  const found = new Map<string, { help: string; type: string }>()
  for (const line of text.split('\n')) {
    const [, kind, name, rest] = /^# (HELP|TYPE) (\S+) (.*)$/.exec(line) ?? []
    if (kind === undefined || name === undefined || rest === undefined) continue
    const before = found.get(name) ?? { help: '', type: '' }
    found.set(name, kind === 'HELP' ? { ...before, help: rest } : { ...before, type: rest })
  }
  const own = [...found].filter(([name]) => !/^pao_(process|nodejs)_/.test(name))
  return `# Metrics

\`GET /metrics\` answers in the Prometheus text format. Labels are kept few: routes and action types, never ids. A process that only
works answers it where \`PAO_WORKER_PORT\` says. What stands in the database (queue, unknown effects, approvals, orphans, backups) is told
by every process alike: take the largest, not the sum. Alert rules and dashboards: \`deploy/helm/pao/files\`, a page for each alert:
[runbooks](runbooks/README.md).

| name | type | meaning |
|---|---|---|
${own.map(([name, { help, type }]) => `| \`${name}\` | ${type} | ${help} |`).join('\n')}

The process's own figures (memory, CPU, event-loop lag) come as \`pao_process_*\` and \`pao_nodejs_*\`.
`
}
