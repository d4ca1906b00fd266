import type { Static } from 'typebox'
import {
  address,
  amount,
  choice,
  closed,
  compensates,
  flag,
  freeMap,
  list,
  maybe,
  secretName,
  text,
  textMap,
  whole,
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
  affects_versions: maybe(words('Affected versions by name')),
  parent: maybe(text('Key of the issue or epic it belongs to')),
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
    words('Resolutions or statuses that mean success; any that is not a failure when left out'),
  ),
  failure_resolutions: maybe(
    words(
      "Resolutions or statuses that mean failure; default Won't Do, Won't Fix, Declined, Cancelled, …",
    ),
  ),
  transition_on_success: maybe(
    text('Transition, or target status, taken once the issue is resolved as a success'),
  ),
  transition_on_failure: maybe(
    text('Transition, or target status, taken once the issue is resolved as a failure'),
  ),
  transition_on_cancel: maybe(
    text('Transition, or target status, taken when the request is cancelled or done without it'),
  ),
  transition_on_rollback: maybe(
    text('Transition, or target status, taken when the request is rolled back'),
  ),
  comment_on_progress: maybe(
    flag('Comment on the open issue, once each, which other actions ended', { default: false }),
  ),
  result_fields: maybe(
    textMap('Outputs read back from the resolved issue: output name to field id or shown name'),
  ),
})

const attachment = closed('A file attached to the issue', {
  name: text('File name', { minLength: 1, maxLength: 200 }),
  content: text('Content of the file'),
  encoding: maybe(
    choice('base64: the content is decoded, as that of a file field is', ['text', 'base64'], {
      default: 'text',
    }),
  ),
})

const remoteLink = closed('A link to a page elsewhere', {
  title: text('Shown text', { minLength: 1, maxLength: 255 }),
  url: maybe(address('Address of the page; the page of the request when left out')),
  summary: maybe(text('A line below the title')),
  relationship: maybe(text('What the page is to the issue, e.g. requested by')),
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
    issue_links: maybe(list('Further links to other issues', linking, { maxItems: 20 })),
    remote_links: maybe(list('Links to pages elsewhere', remoteLink, { maxItems: 20 })),
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
  default: maybe(flag('Used where an action names none, if there are several')),
  attachment_limit: maybe(
    whole('Bytes one attachment may have on this site; 10 MB when left out', { minimum: 1 }),
  ),
  users: maybe(textMap('E-mail to account id (Cloud) or user name (DC)')),
  routing: maybe(textMap('Component or team to the e-mail, account id or name that is assigned')),
  webhook_secret_ref: maybe(
    text('Secret that signs incoming webhooks (X-Hub-Signature)', { 'x-pao-secret': true }),
  ),
  previous_webhook_secret_ref: maybe(
    secretName('The webhook secret before it, still accepted while it changes'),
  ),
})

export const jiraTicketEffect: EffectRule = { repeat: 'search' }
