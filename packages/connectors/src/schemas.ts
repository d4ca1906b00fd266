import type { TSchema } from 'typebox'
import { ApprovalWorkflowConfig, approvalWorkflowEffect } from './approval-workflow/config.ts'
import { CatalogRequestConfig, catalogRequestEffect } from './catalog-request/config.ts'
import { CherwellConfig, CherwellConnection, cherwellEffect } from './cherwell/config.ts'
import { CmdbUpdateConfig, cmdbUpdateEffect } from './cmdb-update/config.ts'
import { CostEstimationConfig, costEstimationEffect } from './cost-estimation/config.ts'
import { DelayConfig, delayEffect } from './delay/config.ts'
import {
  GithubConnection,
  GithubWorkflowConfig,
  githubWorkflowEffect,
} from './github-workflow/config.ts'
import { HealthCheckConfig, healthCheckEffect } from './health-check/config.ts'
import { HttpPollConfig, httpPollEffect } from './http-poll/config.ts'
import { JiraConnection, JiraTicketConfig, jiraTicketEffect } from './jira-ticket/config.ts'
import { effectOf, type EffectRule, type RawConfig } from './kit/repeat.ts'
import { ManualTaskConfig, manualTaskEffect } from './manual-task/config.ts'
import {
  NotificationConfig,
  notificationEffect,
  PagerdutyConnection,
  SlackConnection,
  SmtpConnection,
  TeamsConnection,
} from './notification/config.ts'
import { RemedyConfig, RemedyConnection, remedyEffect } from './remedy/config.ts'
import { RestApiConfig, restApiEffect } from './rest-api/config.ts'
import { ServicenowConfig, ServicenowConnection, servicenowEffect } from './servicenow/config.ts'
import {
  GitConnection,
  TerraformConfig,
  TerraformConnection,
  terraformEffect,
} from './terraform/config.ts'
import { UsageTrackingConfig, usageTrackingEffect } from './usage-tracking/config.ts'
import { VaultConnection, VaultSecretConfig, vaultSecretEffect } from './vault-secret/config.ts'
import { WebhookConfig, webhookEffect, WebhookInConnection } from './webhook/config.ts'

export type { CostEstimationConfig } from './cost-estimation/config.ts'

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
  'approval-workflow',
  'catalog-request',
  'cherwell',
  'cmdb-update',
  'cost-estimation',
  'delay',
  'github-workflow',
  'health-check',
  'http-poll',
  'jira-ticket',
  'manual-task',
  'notification',
  'remedy',
  'rest-api',
  'servicenow',
  'terraform',
  'usage-tracking',
  'vault-secret',
  'webhook',
])

/**
 * How an action's effect may be repeated, by type and raw config; undefined for a type without a connector.
 * Read without loading a connector.
 */
export function effectOfAction(
  type: string,
  config: RawConfig,
): ReturnType<typeof effectOf> | undefined {
  const rule = effectRules.get(type)
  return rule && effectOf(rule, config)
}

const effectRules: ReadonlyMap<string, EffectRule> = new Map([
  ['approval-workflow', approvalWorkflowEffect],
  ['catalog-request', catalogRequestEffect],
  ['cherwell', cherwellEffect],
  ['cmdb-update', cmdbUpdateEffect],
  ['cost-estimation', costEstimationEffect],
  ['delay', delayEffect],
  ['github-workflow', githubWorkflowEffect],
  ['health-check', healthCheckEffect],
  ['http-poll', httpPollEffect],
  ['jira-ticket', jiraTicketEffect],
  ['manual-task', manualTaskEffect],
  ['notification', notificationEffect],
  ['remedy', remedyEffect],
  ['rest-api', restApiEffect],
  ['servicenow', servicenowEffect],
  ['terraform', terraformEffect],
  ['usage-tracking', usageTrackingEffect],
  ['vault-secret', vaultSecretEffect],
  ['webhook', webhookEffect],
])

/** Connection type to the JSON Schema of its settings as the operator writes them, secrets as `<name>_ref`. */
export const connectionSchemas: Readonly<Record<string, TSchema>> = {
  cherwell: CherwellConnection,
  git: GitConnection,
  github: GithubConnection,
  jira: JiraConnection,
  pagerduty: PagerdutyConnection,
  remedy: RemedyConnection,
  servicenow: ServicenowConnection,
  slack: SlackConnection,
  smtp: SmtpConnection,
  teams: TeamsConnection,
  terraform: TerraformConnection,
  vault: VaultConnection,
  'webhook-in': WebhookInConnection,
}
