import type { Recorded, RecordedAnswer } from '../kit/recorded.ts'
import type { JiraTicketConfig } from './config.ts'

const source = 'Jira Cloud REST API v3 and Data Center REST API v2'
const key = 'EXAMPLE-1'

/** The issue is made and, when it is looked at, resolved; fields, people and transitions are those the item names. */
export function recorded(config: JiraTicketConfig): Recorded {
  const [v3, v2] = ['/rest/api/3', '/rest/api/2']
  return [v3, v2].flatMap((root) => [
    answer('POST', `${root}/search${root === v3 ? '/jql' : ''}`, { issues: [] }),
    answer('GET', `${root}/field`, fieldsOf(config)),
    answer('GET', `${root}/user/search`, peopleOf(config)),
    { ...answer('POST', `${root}/issue`, { id: '10001', key }), status: 201 },
    answer('GET', `${root}/issue/{}`, issueOf(config)),
    answer('GET', `${root}/issue/{}/comment`, { comments: [] }),
    { ...answer('POST', `${root}/issue/{}/comment`, { id: '1' }), status: 201 },
    answer('GET', `${root}/issue/{}/transitions`, { transitions: transitionsOf(config) }),
    { method: 'POST', path: `${root}/issue/{}/transitions`, status: 204, source },
    answer('POST', `${root}/issue/{}/attachments`, [{ id: '1' }]),
    { method: 'POST', path: `${root}/issueLink`, status: 201, source },
  ])
}

function answer(method: string, path: string, body: unknown): RecordedAnswer {
  return { method, path, status: 200, body, source }
}

function issueOf({ workflow = {} }: JiraTicketConfig) {
  const results = Object.values(workflow.result_fields ?? {})
  return {
    id: '10001',
    key,
    fields: {
      status: { name: 'Done', statusCategory: { key: 'done' } },
      resolution: { name: workflow.success_resolutions?.[0] ?? 'Done' },
      attachment: [],
      issuelinks: [],
      ...Object.fromEntries(results.map((name, at) => [idOf(name, at), 'example'])),
    },
  }
}

/** Custom fields by shown name; their kinds are not known, so each takes text. */
function fieldsOf({ fields = {}, workflow = {} }: JiraTicketConfig) {
  const results = Object.values(workflow.result_fields ?? {})
  const written = Object.keys(fields.custom_fields ?? {}).filter((name) => !results.includes(name))
  return [...results, ...written].map((name, at) => ({
    id: idOf(name, at),
    name,
    schema: { type: 'string' },
  }))
}

function idOf(name: string, at: number): string {
  return /^customfield_\d+$/.test(name) ? name : `customfield_${10_001 + at}`
}

function peopleOf({ fields = {} }: JiraTicketConfig) {
  const texts = [...new Set([fields.assignee, fields.reporter])].filter((text) => text)
  return texts.map((text = '', at) => ({
    accountId: `5b10a2844c20165700ede2${String(at).padStart(2, '0')}`,
    name: `person-${at + 1}`,
    displayName: text,
  }))
}

function transitionsOf({ workflow = {} }: JiraTicketConfig) {
  const name = workflow.transition_on_create || 'In Progress'
  return [{ id: '11', name, to: { name, statusCategory: { key: 'indeterminate' } } }]
}
