import type { Recorded } from '../kit/recorded.ts'

const source = 'HCP Terraform API'

const run = (status: string) => ({
  data: {
    id: 'run-CZcmD7eagjhyX0vN',
    type: 'runs',
    attributes: {
      status,
      message: 'PAO',
      actions: { 'is-confirmable': status === 'cost_estimated', 'is-cancelable': false },
      'status-timestamps': {},
    },
    relationships: { plan: { data: { id: 'plan-8F5JFydVYAmtTjET', type: 'plans' } } },
  },
})

const output = (id: string, name: string, value: unknown) => ({
  id,
  type: 'state-version-outputs',
  attributes: { name, sensitive: value === null, type: 'string', value },
})

const version = (status: string) => ({
  id: 'cv-UYwHEakurukz85nW',
  type: 'configuration-versions',
  attributes: { status },
})

/** One run of HCP Terraform from its start to its end. */
export const recordedHcp: Recorded = [
  {
    method: 'GET',
    path: '/api/v2/organizations/{}/workspaces/{}',
    status: 200,
    body: {
      data: {
        id: 'ws-SihZTyXKfNXUWuUa',
        type: 'workspaces',
        attributes: { name: 'app', 'resource-count': 0 },
      },
    },
    source: `${source}, show workspace`,
  },
  {
    method: 'GET',
    path: '/api/v2/workspaces/{}/runs',
    status: 200,
    body: { data: [] },
    source: `${source}, list runs in a workspace`,
  },
  {
    method: 'GET',
    path: '/api/v2/workspaces/{}/vars',
    status: 200,
    body: { data: [] },
    source: `${source}, list variables`,
  },
  {
    method: 'POST',
    path: '/api/v2/workspaces/{}/vars',
    status: 201,
    body: {
      data: { id: 'var-EavQ1LztoRTQHSNT', type: 'vars', attributes: { key: 'key', value: null } },
    },
    source: `${source}, create a variable`,
  },
  {
    method: 'POST',
    path: '/api/v2/workspaces/{}/configuration-versions',
    status: 201,
    body: {
      data: {
        ...version('pending'),
        attributes: {
          status: 'pending',
          'upload-url': 'https://archivist.terraform.io/v1/object/recorded',
        },
      },
    },
    source: `${source}, create a configuration version`,
  },
  {
    method: 'PUT',
    path: '/v1/object/{}',
    status: 200,
    source: `${source}, upload configuration files`,
  },
  {
    method: 'GET',
    path: '/api/v2/configuration-versions/{}',
    status: 200,
    body: { data: version('uploaded') },
    source: `${source}, show a configuration version`,
  },
  {
    method: 'POST',
    path: '/api/v2/runs',
    status: 201,
    body: run('pending'),
    source: `${source}, create a run`,
  },
  {
    method: 'GET',
    path: '/api/v2/runs/{}',
    status: 200,
    body: run('cost_estimated'),
    source: `${source}, get run details`,
  },
  {
    method: 'GET',
    path: '/api/v2/runs/{}',
    status: 200,
    body: run('applied'),
    source: `${source}, get run details`,
  },
  {
    method: 'GET',
    path: '/api/v2/plans/{}',
    status: 200,
    body: {
      data: {
        id: 'plan-8F5JFydVYAmtTjET',
        type: 'plans',
        attributes: {
          status: 'finished',
          'resource-additions': 1,
          'resource-changes': 0,
          'resource-destructions': 0,
        },
      },
    },
    source: `${source}, show a plan`,
  },
  {
    method: 'POST',
    path: '/api/v2/runs/{}/actions/apply',
    status: 202,
    source: `${source}, apply a run`,
  },
  {
    method: 'GET',
    path: '/api/v2/workspaces/{}/current-state-version',
    status: 200,
    body: {
      data: {
        id: 'sv-SVB5wMrDL1XUgJ4G',
        type: 'state-versions',
        attributes: { serial: 1, 'resources-processed': true },
      },
    },
    source: `${source}, fetch the current state version`,
  },
  {
    method: 'GET',
    path: '/api/v2/state-versions/{}/outputs',
    status: 200,
    body: { data: [output('wsout-xFAmCR3VkBGepcee', 'endpoint', 'db.example.com')] },
    source: `${source}, list state version outputs`,
  },
]
