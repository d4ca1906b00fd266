import { parse, render } from '@pao/core/template'
import Handlebars from 'handlebars'
import nunjucks from 'nunjucks'
import { rates, show } from './measure.ts'

const names = [
  'database_name',
  'environment',
  'postgres_version',
  'instance_class',
  'storage_size',
  'storage_type',
  'multi_az',
  'backup_retention',
  'backup_window',
  'vpc_id',
  'subnet_group',
  'master_username',
]
const fields: Record<string, unknown> = Object.fromEntries(
  names.map((name, at) => [name, at % 3 === 0 ? at * 10 : `value-${at}`]),
)
const scope = {
  fields: { ...fields, multi: true, tags: ['a', 'b', 'c', 'd'] },
  request: {
    id: '0198c1de-7c00-7000-8000-000000000001',
    timestamp: '2026-01-01T12:00:00Z',
    reason: 'orders',
  },
}

const ours = `Please provision:
${names.map((name) => `- ${name}: {{fields.${name}}}`).join('\n')}
{{#if fields.multi}}Spread over zones{{else}}One zone{{/if}}
{{#each fields.tags as tag}}* {{tag}}
{{/each}}Request {{request.id}} at {{request.timestamp}} for {{upper(request.reason)}}`

const theirs = `Please provision:
${names.map((name) => `- ${name}: {{ fields.${name} }}`).join('\n')}
{% if fields.multi %}Spread over zones{% else %}One zone{% endif %}
{% for tag in fields.tags %}* {{ tag }}
{% endfor %}Request {{ request.id }} at {{ request.timestamp }} for {{ request.reason | upper }}`

const bars = `Please provision:
${names.map((name) => `- ${name}: {{{fields.${name}}}}`).join('\n')}
{{#if fields.multi}}Spread over zones{{else}}One zone{{/if}}
{{#each fields.tags as |tag|}}* {{{tag}}}
{{/each}}Request {{{request.id}}} at {{{request.timestamp}}} for {{{upper request.reason}}}`

function literal({
  fields: f,
  request,
}: {
  fields: Record<string, unknown>
  request: Record<string, string>
}): string {
  const lines = names.map((name) => `- ${name}: ${String(f[name])}`).join('\n')
  const tags = (f['tags'] as string[]).map((tag) => `* ${tag}\n`).join('')
  return `Please provision:\n${lines}\n${f['multi'] ? 'Spread over zones' : 'One zone'}\n${tags}Request ${request['id']} at ${request['timestamp']} for ${request['reason']?.toUpperCase()}`
}

const byHand = () => literal(scope)

/** A ticket text with fifteen placeholders, a condition and a loop, by four engines; all print the same. */
export function benchRender(): void {
  const parsed = parse(ours)
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults))
  const world = { now: 0, newId: () => 'id', random: () => 0.5 }
  const pao = () => {
    const rendered = render(parsed.value, { scope, world })
    if (!rendered.ok) throw new Error(JSON.stringify(rendered.faults))
    return rendered.value.value as string
  }
  const engine = Handlebars.create()
  engine.registerHelper('upper', (text: string) => text.toUpperCase())
  const compiled = engine.compile(bars)
  const engines = {
    pao,
    nunjucks: byNunjucks(false),
    nunjucksEscaping: byNunjucks(true),
    handlebars: () => compiled(scope),
  }
  const wanted = byHand()
  for (const [name, run] of Object.entries(engines))
    if (run().trim() !== wanted.trim())
      throw new Error(`${name} prints something else:\n${run()}\n---\n${wanted}`)

  const of = rates({ ...engines, byHand, parse: () => parse(ours) })
  const unit = 'ops/s'
  const hand = { name: 'a hand-written literal', value: of.byHand }
  const bare = { name: 'Nunjucks without autoescape', value: of.nunjucks }
  const usual = { name: 'Nunjucks as it comes', value: of.nunjucksEscaping }
  show('Template render', [
    { name: 'PAO render', value: of.pao, unit, floor: bare, aim: '500 %' },
    { name: 'PAO render', value: of.pao, unit, floor: usual, aim: '500 %' },
    { name: 'PAO render', value: of.pao, unit, floor: hand },
    { name: 'Handlebars', value: of.handlebars, unit, floor: hand },
    { name: 'PAO parse', value: of.parse, unit },
  ])
}

function byNunjucks(autoescape: boolean): () => string {
  const environment = new nunjucks.Environment(null, { autoescape })
  const template = new nunjucks.Template(theirs, environment, undefined, true)
  return () => template.render(scope)
}
