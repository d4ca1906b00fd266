/** House rules that no ready-made rule covers. Keep it at three. */

/** Table -> the one room of the server that may write it. */
export const writers = {
  definition: 'catalog',
  catalog_item: 'catalog',
  catalog_change: 'catalog',
  catalog_check: 'catalog',
  request: 'requests',
  action: 'requests',
  action_set: 'requests',
  attempt: 'requests',
  request_event: 'requests',
  wait: 'requests',
  inbound_delivery: 'requests',
  orphan: 'requests',
  automation_switch: 'requests',
  approval: 'requests',
  approval_notice: 'requests',
  manual_task: 'requests',
  absence: 'requests',
  api_key: 'identity',
  session: 'identity',
  directory_user: 'identity',
  directory_group: 'identity',
  directory_member: 'identity',
  ended_right: 'identity',
  service_account: 'identity',
  person_right: 'identity',
  logout_token: 'identity',
  tenant: 'tenancy',
  idempotency_key: 'store',
  circuit_breaker: 'outbound',
  message_window: 'outbound',
  outbound_pace: 'outbound',
  secret: 'outbound',
  secret_key: 'outbound',
  limit_rule: 'requests',
  limit_slot: 'requests',
  limit_line: 'requests',
  key_fingerprint: 'store',
  terraform_state: 'terraform',
  terraform_state_version: 'terraform',
  effect_keepsake: 'terraform',
  usage_event: 'governance',
  audit_pending: 'store',
  audit_entry: 'audit',
  audit_hold: 'audit',
  audit_cursor: 'audit',
  request_comment: 'requests',
  feedback: 'requests',
  saved_view: 'requests',
  news_seen: 'requests',
  news_notice: 'requests',
  resource: 'requests',
  resource_relation: 'requests',
  resource_order: 'requests',
  change_freeze: 'requests',
  calendar: 'requests',
  resource_look: 'requests',
  request_promotion: 'requests',
  quota_rule: 'requests',
  quota_count: 'requests',
  quota_use: 'requests',
  quota_alert: 'requests',
  quota_notice: 'requests',
  quota_day: 'requests',
  backup_run: 'store',
  restore_epoch: 'store',
  error_group: 'store',
  person_erasure: 'identity',
}

const ambientTime = {
  create: (context) => ({
    NewExpression(node) {
      if (node.callee.name === 'Date' && node.arguments.length === 0)
        context.report({
          node,
          message: 'Ask deps.now (server) or take `now` as an argument (core).',
        })
    },
  }),
}

const oneWriterPerTable = {
  create: (context) => ({
    CallExpression(node) {
      const verb = node.callee.property?.name
      if (verb !== 'insertInto' && verb !== 'updateTable' && verb !== 'deleteFrom') return
      const table = node.arguments[0]?.value
      const owner = writers[table]
      if (!context.filename.includes('/server/src/')) return
      if (owner === undefined)
        context.report({
          node,
          message: `The table "${table}" has no owner in tools/lint/rules.mjs.`,
        })
      else if (!context.filename.includes(`/server/src/${owner}/`))
        context.report({ node, message: `Only server/src/${owner} writes the table "${table}".` })
    },
  }),
}

export default {
  meta: { name: 'pao' },
  rules: { 'no-ambient-time': ambientTime, 'one-writer-per-table': oneWriterPerTable },
}
