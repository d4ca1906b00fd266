import type { RunEvent } from '@pao/core/engine'

/** Operations that change nothing anybody could miss, and why. */
export const changeNothing: Readonly<Record<string, string>> = {
  validateCatalogItem: 'only looks',
  validateRequest: 'only looks',
  previewForm: 'only looks',
  previewFreeze: 'only looks',
  simulateFulfillment: 'only looks',
  simulateDocument: 'only looks',
  compareDocument: 'only looks',
  testVariables: 'only looks',
  createTicket: 'opens a stream of what its holder may read anyway, within half a minute',
  revealOutput: 'only reads; requests-reveal.test.ts: noted in the transaction that reads',
  seeNotifications: 'remembers how far somebody has read',
}

/** Calls of machines, checked by a signature or the credentials of one run: where they are kept, and the test that shows it. */
export const ofMachines: Readonly<
  Record<string, { kept: string; shown: readonly [string, string] }>
> = {
  backchannelLogout: {
    kept: 'logout_token, and a note for each session that ends',
    shown: ['identity-logout', 'has what is open closed, and a note of each session in the audit'],
  },
  ...Object.fromEntries(
    ['GitHub', 'GitLab', 'Jira', 'Terraform', 'Monitoring', 'Generic'].map((sender) => [
      `receive${sender}Webhook`,
      {
        kept: 'inbound_delivery',
        shown: [
          'requests-inbound',
          'keeps a delivery that no action waits for, and knows it again',
        ],
      },
    ]),
  ),
  writeTerraformState: {
    kept: 'terraform_state_version',
    shown: ['terraform-state', 'remembers whose request made what stands there'],
  },
  deleteTerraformState: {
    kept: 'terraform_state_version',
    shown: ['terraform-state', 'keeps the last versions, a delete among them'],
  },
}

/** What a person does with a request is an event of it, which notes itself: by the type of the event. */
export const byEvent: Readonly<Record<string, RunEvent['type']>> = {
  submitRequest: 'submitted',
  promoteRequest: 'submitted',
  cancelRequest: 'cancel_requested',
  askException: 'exception_asked',
  decideException: 'exception_decided',
  retryRequest: 'retry_requested',
  rollBackRequest: 'rollback_requested',
  completeAction: 'action_signalled',
  skipAction: 'action_skipped',
  editAction: 'input_edited',
  resolveEffect: 'effect_resolved',
  approve: 'approval_voted',
  reject: 'approval_voted',
  approveRequest: 'approval_voted',
  rejectRequest: 'approval_voted',
  delegateApproval: 'approval_delegated',
  receiveSlackInteraction: 'approval_voted',
}

/** Those a person brings about otherwise, each called below, with what is noted of it. */
export const called: Readonly<Record<string, string>> = {
  removeRequest: 'request.removed',
  adoptOrphan: 'effect.adopted',
  deleteOrphan: 'effect.deleted',
  setAbsence: 'absence.set',
  endAbsence: 'absence.ended',
  switchAutomation: 'automation.off',
  setLimit: 'limit.set',
  removeLimit: 'limit.removed',
  setFreeze: 'freeze.set',
  removeFreeze: 'freeze.removed',
  setQuota: 'quota.set',
  removeQuota: 'quota.removed',
  // A budget is the quota of what things cost.
  setBudget: 'quota.set',
  removeBudget: 'quota.removed',
  setTeamQuota: 'quota.set',
  setSecret: 'secret.set',
  deleteSecret: 'secret.ended',
  setAuditHold: 'audit.held',
  liftAuditHold: 'audit.released',
  erasePersonFromAudit: 'audit.erased',
  erasePerson: 'person.erasure_asked',
  createOwnApiKey: 'api_key.created',
  rotateOwnApiKey: 'api_key.rotated',
  revokeOwnApiKey: 'api_key.revoked',
  createServiceAccount: 'service_account.created',
  changeServiceAccount: 'service_account.changed',
  removeServiceAccount: 'service_account.removed',
  scimCreateUser: 'directory.user_created',
  scimReplaceUser: 'directory.user_changed',
  scimPatchUser: 'directory.user_deactivated',
  scimDeleteUser: 'directory.user_removed',
  scimCreateGroup: 'directory.group_created',
  scimReplaceGroup: 'directory.group_changed',
  scimPatchGroup: 'directory.group_changed',
  scimDeleteGroup: 'directory.group_removed',
  endSession: 'session.ended',
  signOut: 'session.ended',
  resetBreaker: 'breaker.reset',
  unlockTerraformState: 'terraform_state.unlocked',
  resolveError: 'error.resolve',
  lookAtResource: 'resource.look_asked',
  acceptDrift: 'resource.drift_accepted',
  suspendTenant: 'tenant.suspended',
  resumeTenant: 'tenant.resumed',
}
