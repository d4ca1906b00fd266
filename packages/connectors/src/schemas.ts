import type { TSchema } from 'typebox'
import { ApprovalWorkflowConfig } from './approval-workflow/config.ts'
import { CatalogRequestConfig } from './catalog-request/config.ts'
import { CherwellConfig } from './cherwell/config.ts'
import { CmdbUpdateConfig } from './cmdb-update/config.ts'
import { CostEstimationConfig } from './cost-estimation/config.ts'
import { DelayConfig } from './delay/config.ts'
import { GithubWorkflowConfig } from './github-workflow/config.ts'
import { HealthCheckConfig } from './health-check/config.ts'
import { HttpPollConfig } from './http-poll/config.ts'
import { JiraConnection, JiraTicketConfig } from './jira-ticket/config.ts'
import { ManualTaskConfig } from './manual-task/config.ts'
import { NotificationConfig, SlackConnection, SmtpConnection } from './notification/config.ts'
import { RemedyConfig } from './remedy/config.ts'
import { RestApiConfig } from './rest-api/config.ts'
import { ServicenowConfig } from './servicenow/config.ts'
import { TerraformConfig } from './terraform/config.ts'
import { UsageTrackingConfig } from './usage-tracking/config.ts'
import { VaultSecretConfig } from './vault-secret/config.ts'
import { WebhookConfig } from './webhook/config.ts'

/** Action type to the JSON Schema of its `config`, read without loading a connector. */
export const actionSchemas: Readonly<Record<string, TSchema>> = {
  'approval-workflow': ApprovalWorkflowConfig,
  'catalog-request': CatalogRequestConfig,
  cherwell: CherwellConfig,
  'cmdb-update': CmdbUpdateConfig,
  'cost-estimation': CostEstimationConfig,
  delay: DelayConfig,
  'github-workflow': GithubWorkflowConfig,
  'health-check': HealthCheckConfig,
  'http-poll': HttpPollConfig,
  'jira-ticket': JiraTicketConfig,
  'manual-task': ManualTaskConfig,
  notification: NotificationConfig,
  remedy: RemedyConfig,
  'rest-api': RestApiConfig,
  servicenow: ServicenowConfig,
  terraform: TerraformConfig,
  'usage-tracking': UsageTrackingConfig,
  'vault-secret': VaultSecretConfig,
  webhook: WebhookConfig,
}

/** Action types with a connector on the shelf; the others are checked in documents but cannot run yet. */
export const runnableTypes: ReadonlySet<string> = new Set([
  'catalog-request',
  'delay',
  'jira-ticket',
  'manual-task',
  'notification',
  'rest-api',
  'webhook',
])

/** Connection type to the JSON Schema of its settings as the operator writes them, secrets as `<name>_ref`. */
export const connectionSchemas: Readonly<Record<string, TSchema>> = {
  jira: JiraConnection,
  slack: SlackConnection,
  smtp: SmtpConnection,
}
