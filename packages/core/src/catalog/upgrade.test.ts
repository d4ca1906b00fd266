import { describe, expect, it } from 'vitest'
import { upgrade } from './upgrade.ts'

type Loose = Record<string, unknown>

const v1 = (automatic: readonly Loose[], manual: readonly Loose[] = [], header: Loose = {}) => ({
  header: { id: 'sample-item', name: 'Sample', version: '1.0.0', owner: 'team-a', ...header },
  presentation: { groups: [] },
  fulfillment: { manual: { actions: manual }, automatic: { actions: automatic } },
})
const actionsOf = (document: unknown) => upgrade(document).fulfillment.automatic?.actions ?? []
const read = (text: string, before: readonly Loose[]) =>
  actionsOf(v1([...before, { type: 'delay', config: { reason: text } }])).at(-1)?.config.reason
const configOf = (action: Loose) => actionsOf(v1([action]))[0]?.config

describe('an upgraded document', () => {
  it('says which version it is and who owns it', () => {
    const item = upgrade(v1([], [], { contact: 'a@example.com' }))

    expect(item).toMatchObject({
      version: '2.0',
      kind: 'CatalogItem',
      metadata: { id: 'sample-item', owner: { team: 'team-a', contact: 'a@example.com' } },
    })
    expect(Object.keys(item)).not.toContain('header')
  })

  it('leaves the v1 document as it was', () => {
    const document = v1([{ type: 'rest-api', config: { url: 'https://a.example' } }])
    const before = structuredClone(document)

    upgrade(document)

    expect(document).toEqual(before)
  })

  it('names actions by type and count through the document, and leaves given ids alone', () => {
    const rest = { type: 'rest-api', config: {} }
    const document = v1(
      [rest, { ...rest, id: 'rest_api_2' }, rest],
      [{ type: 'jira-ticket', config: {} }],
    )

    const { manual, automatic } = upgrade(document).fulfillment

    expect(manual.actions.map(({ id }) => id)).toEqual(['jira_ticket_1'])
    expect(automatic?.actions.map(({ id }) => id)).toEqual([
      'rest_api_1',
      'rest_api_2',
      'rest_api_3',
    ])
  })

  it('keeps the order of the list, unless the list has an order of its own', () => {
    const rest = { type: 'rest-api', config: {} }

    expect(actionsOf(v1([rest, rest])).map(({ order }) => order)).toEqual([1, 2])
    expect(actionsOf(v1([rest, { ...rest, order: 7 }])).map(({ order }) => order)).toEqual([
      undefined,
      7,
    ])
  })
})

describe('an upgraded config', () => {
  it('groups the keys of a Jira ticket', () => {
    const config = configOf({
      type: 'jira-ticket',
      config: {
        project: 'OPS',
        issue_type: 'Task',
        summary_template: 'Do',
        description_template: 'It',
        assignee: 'me',
        labels: ['a'],
        custom_fields: { x: 1 },
      },
    })

    expect(config).toEqual({
      ticket: {
        project: 'OPS',
        issue_type: 'Task',
        summary_template: 'Do',
        description_template: 'It',
      },
      fields: { assignee: 'me', labels: ['a'], custom_fields: { x: 1 } },
    })
  })

  it('groups the keys of a call and reads secrets in its headers only', () => {
    const config = configOf({
      type: 'rest-api',
      config: {
        method: 'POST',
        url: 'https://a.example',
        timeout: 5,
        headers: { 'X-Token': 'Bearer ${API_TOKEN}' },
        body_template: '{"price": "${AMOUNT}"}',
        success_codes: [201],
      },
    })

    expect(config).toEqual({
      endpoint: { method: 'POST', url: 'https://a.example', timeout: 5 },
      headers: { 'X-Token': 'Bearer {{secrets.API_TOKEN}}' },
      body: { type: 'json', content_template: '{"price": "${AMOUNT}"}' },
      response: { expected_status: [201] },
    })
  })

  it.each([
    ['application/xml', '<a/>', 'xml'],
    ['application/x-www-form-urlencoded', 'a=1', 'form'],
    ['text/plain', '{}', 'raw'],
    [undefined, '<a/>', 'xml'],
    [undefined, 'hello', 'raw'],
    [undefined, ' [1]', 'json'],
  ])('takes a body under the content type %s that reads %s as %s', (content, template, type) => {
    const headers = content === undefined ? {} : { headers: { 'content-type': content } }

    const config = configOf({
      type: 'rest-api',
      config: { url: 'https://a.example', body_template: template, ...headers },
    })

    expect(config?.body).toEqual({ type, content_template: template })
  })

  it('groups the keys of a webhook', () => {
    const config = configOf({
      type: 'webhook',
      config: { url: 'https://a.example', method: 'PUT', body_template: '{}' },
    })

    expect(config).toEqual({
      endpoint: { url: 'https://a.example', method: 'PUT' },
      body: { type: 'json', template: '{}' },
    })
  })

  it('groups the keys of Terraform', () => {
    const config = configOf({
      type: 'terraform',
      config: {
        repository: 'infra',
        branch: 'main',
        path: 'envs',
        module: 'vm',
        variables: { a: 1 },
      },
    })

    expect(config).toEqual({
      source: { type: 'git', location: 'infra', ref: 'main' },
      module: { path: 'envs', name: 'vm' },
      variables: { a: 1 },
    })
  })

  it('takes a GitHub repository and its branch apart', () => {
    const config = configOf({
      type: 'github-workflow',
      config: {
        repository: 'acme/infra',
        workflow: 'deploy.yml',
        branch: 'main',
        inputs: { a: 'b' },
      },
    })

    expect(config).toEqual({
      repository: { owner: 'acme', name: 'infra' },
      workflow: { id: 'deploy.yml', ref: 'main' },
      inputs: { a: 'b' },
    })
  })

  it('understands the groups of v2 in a v1 document', () => {
    const config = { endpoint: { url: 'https://a.example' }, body: { type: 'xml' } }

    expect(configOf({ type: 'rest-api', config })).toEqual(config)
  })
})

describe('an upgraded rollback', () => {
  it('destroys where a variable said so, and only in a rollback', () => {
    const terraform = {
      type: 'terraform',
      config: { repository: 'infra', variables: { action: 'destroy', name: 'x' } },
    }

    const [action] = actionsOf(v1([{ ...terraform, rollback: terraform }]))

    expect(action?.config.variables).toEqual({ action: 'destroy', name: 'x' })
    expect(action?.rollback).toEqual({
      enabled: true,
      automatic: true,
      action: {
        type: 'terraform',
        config: {
          source: { type: 'git', location: 'infra' },
          variables: { name: 'x' },
          execution: { destroy: true },
        },
      },
    })
  })
})

describe('names in upgraded templates', () => {
  const terraform = { type: 'terraform', config: {} }

  it('read the nearest action above of the type they named', () => {
    const text = 'at {{response.terraform.outputs.host}}'

    expect(read(text, [terraform, terraform])).toBe('at {{output.terraform_2.host}}')
    expect(read(text, [{ ...terraform, id: 'vm' }])).toBe('at {{output.vm.host}}')
  })

  it('stay as they are when no action has the type', () => {
    expect(read('{{response.terraform.outputs.host}}', [])).toBe(
      '{{response.terraform.outputs.host}}',
    )
  })

  it('are rewritten inside of braces only', () => {
    const text = 'response.terraform.outputs.x header.owner {{ header.owner }} {{header.name}}'

    expect(read(text, [terraform])).toBe(
      'response.terraform.outputs.x header.owner {{ metadata.owner.team }} {{metadata.name}}',
    )
  })
})
