import { approvalWorkflow } from './approval-workflow/connector.ts'
import { catalogRequest } from './catalog-request/connector.ts'
import { cherwell } from './cherwell/connector.ts'
import { cmdbUpdate } from './cmdb-update/connector.ts'
import { costEstimation } from './cost-estimation/connector.ts'
import { delay } from './delay/connector.ts'
import { githubWorkflow } from './github-workflow/connector.ts'
import { healthCheck } from './health-check/connector.ts'
import { httpPoll } from './http-poll/connector.ts'
import { jiraTicket } from './jira-ticket/connector.ts'
import type { Connector } from './kit/connector.ts'
import { manualTask } from './manual-task/connector.ts'
import { notification } from './notification/connector.ts'
import { remedy } from './remedy/connector.ts'
import { restApi } from './rest-api/connector.ts'
import { servicenow } from './servicenow/connector.ts'
import { terraform } from './terraform/connector.ts'
import { usageTracking } from './usage-tracking/connector.ts'
import { vaultSecret } from './vault-secret/connector.ts'
import { webhook } from './webhook/connector.ts'

export { type DryFacts, type DryRun, dryRun, type WouldCall } from './dry-run.ts'
export { costOf } from './cost-estimation/cost-of.ts'
export { failedAnswer, failedTransport, retryAfterMs, statusClass } from './kit/answers.ts'
export { isReservedHeader } from './kit/config.ts'
export {
  type CallLimits,
  type Connector,
  defineConnector,
  type OutputDeclaration,
} from './kit/connector.ts'
export {
  type ActionContext,
  type Answer,
  type AskedResult,
  type Connection,
  ConnectionMissing,
  type EndedAction,
  type Http,
  type HttpCall,
  type Mail,
  SecretUnavailable,
  TransportFailure,
  type TransportKind,
  type UsedService,
  type Windows,
} from './kit/context.ts'
export { Ended } from './kit/ended.ts'
export { findAll } from './kit/json-path.ts'
export type { Observed } from './kit/observed.ts'
export type { ItemOrder, Orders, PlacedOrder, RefusedOrder } from './kit/orders.ts'
export {
  type CodeSource,
  type Keep,
  noPrograms,
  type Process,
  type ProgramEnd,
  type ProgramRun,
  type States,
  WorkFailure,
  type WorkFailureKind,
  type Workplace,
} from './kit/process.ts'
export {
  type ApprovalAsk,
  type Assignment,
  type ExternalRef,
  type FailureClass,
  failureClasses,
  type Outcome,
  type Outputs,
} from './kit/outcome.ts'
export type { Sql, SqlAnswer, SqlCall, Tcp, TcpCall } from './kit/probes.ts'
export { effectOf, type EffectRule, type RawConfig, type Repeat } from './kit/repeat.ts'
export { type KvPlace, openKv, readKv } from './vault-secret/kv.ts'

/** The shelf. A connector that is not on it does not exist. */
export const connectors: ReadonlyMap<string, Connector> = new Map(
  [
    approvalWorkflow,
    catalogRequest,
    cherwell,
    cmdbUpdate,
    costEstimation,
    delay,
    githubWorkflow,
    healthCheck,
    httpPoll,
    jiraTicket,
    manualTask,
    notification,
    remedy,
    restApi,
    servicenow,
    terraform,
    usageTracking,
    vaultSecret,
    webhook,
  ].map((one) => [one.type, one as unknown as Connector]),
)
