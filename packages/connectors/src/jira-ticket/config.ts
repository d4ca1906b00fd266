import type { Static } from 'typebox'
import {
  amount,
  closed,
  compensates,
  flag,
  freeMap,
  list,
  maybe,
  text,
  textMap,
  words,
} from '../kit/config.ts'
import type { EffectRule } from '../kit/repeat.ts'

const connection = closed('Which Jira', {
  instance: maybe(text('Name of the Jira connection', { minLength: 1 })),
  use_default: maybe(flag('Use the only (or default) Jira connection', { default: true })),
})

const ticket = closed('The issue itself', {
  project: text('Project key', { minLength: 1 }),
  issue_type: maybe(text('Issue type by name', { default: 'Task' })),
  summary_template: text('Summary: one line, cut at 255 characters', { minLength: 1 }),
  description_template: maybe(text('Description in Markdown')),
})

const fields = closed('Other fields of the issue', {
  assignee: maybe(
    text('E-mail, account id, name, or a component or team that the connection routes to a person'),
  ),
  reporter: maybe(text('E-mail, account id or name of the reporter')),
  priority: maybe(text('Priority by name')),
  labels: maybe(words('Labels; blanks become dashes')),
  components: maybe(words('Components by name')),
  fix_versions: maybe(words('Fix versions by name')),
  custom_fields: maybe(
    freeMap('Values of custom fields by id (customfield_10010) or by shown name'),
  ),
})

const workflow = closed('What happens to the issue after it was made', {
  transition_on_create: maybe(text('Transition, or target status, taken right after creation')),
  watch_status: maybe(
    flag('Wait until the issue is done; false ends the action at creation', { default: true }),
  ),
  expected_resolution_time: maybe(
    amount('Hours until the issue should be resolved; a comment says so'),
  ),
  success_resolutions: maybe(
    words('Resolutions that mean success; any that is not a failure when left out'),
  ),
  failure_resolutions: maybe(
    words("Resolutions that mean failure; default Won't Do, Won't Fix, Declined, Cancelled, …"),
  ),
  result_fields: maybe(
    textMap('Outputs read back from the resolved issue: output name to field id or shown name'),
  ),
})

const attachment = closed('A text file attached to the issue', {
  name: text('File name', { minLength: 1, maxLength: 200 }),
  content: text('Content of the file'),
})

const linking = closed('A link to another issue; leave the side of the new issue out', {
  link_type: text('Name of the link type, e.g. Blocks', { minLength: 1 }),
  inward_issue: maybe(text('Key of the issue on the inward side')),
  outward_issue: maybe(text('Key of the issue on the outward side')),
})

/** Settings of `jira-ticket`. */
export const JiraTicketConfig = closed(
  'A Jira issue that a person resolves',
  {
    connection: maybe(connection),
    ticket,
    fields: maybe(fields),
    workflow: maybe(workflow),
    attachments: maybe(list('Files attached to the issue', attachment, { maxItems: 20 })),
    linking: maybe(linking),
  },
  compensates,
)
export type JiraTicketConfig = Static<typeof JiraTicketConfig>

/** Settings of a `jira` connection; the operator writes secrets as `<name>_ref`. */
export const JiraConnection = closed('One Jira site', {
  url: text('Address of the site, e.g. https://example.atlassian.net', { pattern: '^https?://' }),
  flavor: maybe(
    text('cloud (API v3) or dc (Data Center, API v2)', { enum: ['cloud', 'dc'], default: 'cloud' }),
  ),
  email: maybe(text('Account of the API token (Cloud)')),
  token_ref: maybe(
    text('Secret with the API token (Cloud) or personal access token (DC)', {
      'x-pao-secret': true,
    }),
  ),
  search_lag: maybe(
    amount('Seconds until a new issue is surely found by search; 120 on Cloud, 5 on Data Center', {
      maximum: 3600,
    }),
  ),
  users: maybe(textMap('E-mail to account id (Cloud) or user name (DC)')),
  routing: maybe(textMap('Component or team to the e-mail, account id or name that is assigned')),
  webhook_secret_ref: maybe(
    text('Secret that signs incoming webhooks (X-Hub-Signature)', { 'x-pao-secret': true }),
  ),
})

export const jiraTicketEffect: EffectRule = { repeat: 'search' }
