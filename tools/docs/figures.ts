import { readFileSync } from 'node:fs'

type Figure = {
  name: string
  value: number | null
  unit: string
  floor?: { name: string; value: number | null }
  aim?: string
}
type Recorded = { on: string; machine: string; load: number; figures: readonly Figure[] }

const place = new URL('../../bench/figures.json', import.meta.url)

/** What the benches last measured, each figure beside its floor; from bench/figures.json. */
export function figuresPage(): string {
  const all = JSON.parse(readFileSync(place, 'utf8')) as Record<string, Recorded>
  const parts = Object.entries(all)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([title, recorded]) => partOf(title, recorded))
  return `# Figures

Measured by \`npm run bench -- --record\`, printed by \`npm run generate\` from \`bench/figures.json\`; how each is had stands in
[bench/README.md](../../bench/README.md). The load is the machine's own average when the run began: with two cores, more than 2 means that
other work was in the way, and the ratio to the floor says more than the figure.

${parts.join('\n')}`
}

function partOf(title: string, { on, machine, load, figures }: Recorded): string {
  const rows = figures.map(
    ({ name, value, unit, floor, aim = '' }) =>
      `| ${name} | ${shown(value)} ${unit} | ${floor ? `${floor.name}: ${shown(floor.value)}` : ''} | ${ratio(value, floor?.value)} | ${aim} |`,
  )
  return `## ${title}

${on}, ${machine}, load ${load}.

| what | figure | floor or peer in the same run | ratio | aim |
|---|---|---|---|---|
${rows.join('\n')}
`
}

function ratio(value: number | null, floor: number | null | undefined): string {
  return value === null || floor === null || floor === undefined
    ? ''
    : `${Math.round((value / floor) * 100)} %`
}

/** Three figures that mean something; a figure that could not be had on the machine has none. */
function shown(value: number | null): string {
  if (value === null) return '–'
  if (Math.abs(value) >= 1000) return Math.round(value).toLocaleString('en')
  return value >= 10 || value === 0 ? String(Math.round(value * 10) / 10) : value.toPrecision(3)
}
