import { isRecord, listOf, own, type Path } from './path.ts'
import type { Sight } from './sight.ts'
import { type ActionView, approvalSettings, approvalType, restCheckType } from './view.ts'

/** A value of the document whose texts are templates, with the names that exist there. */
export type TemplatePlace = {
  value: unknown
  path: Path
  /** Scopes that may be read here. */
  roots: ReadonlySet<string>
  /** Whether password fields may be read here. */
  secrets: boolean
  /** The action whose config it is: decides which outputs exist. */
  reader?: ActionView
  /** Action type, to know which texts of the config are no templates. */
  type?: unknown
}

const always = ['fields', 'metadata', 'header', 'request', 'system', 'env', 'computed']
const noFields = ['metadata', 'header', 'request', 'system', 'env']

const configRoots = new Set([...always, 'secrets', 'output', 'error', 'handover'])
const dependentRoots = new Set([...configRoots, 'components'])
const tellingRoots = new Set([...always, 'output'])
const failureRoots = new Set([...always, 'output', 'error'])
const earlyRoots = new Set(always)
const sourceRoots = new Set([...always, 'secrets'])
const defaultRoots = new Set(noFields)
const costRoots = new Set(['fields'])
const bundleRoots = new Set([...always, 'components'])

/** Every place of an item or a bundle where templates stand. */
export function templatePlaces(sight: Sight): TemplatePlace[] {
  const depends = listOf(own(sight.document.fulfillment, 'depends_on')).length > 0
  return [
    ...costPlaces(sight),
    ...fieldPlaces(sight),
    ...sight.actions.map((view) => configPlace(view, depends ? dependentRoots : configRoots)),
    ...fulfillmentPlaces(own(sight.document, 'fulfillment')),
    ...watchPlaces(sight),
    ...componentPlaces(sight),
  ]
}

function configPlace(view: ActionView, roots: ReadonlySet<string>): TemplatePlace {
  return {
    value: own(view.action, 'config'),
    path: [...view.path, 'config'],
    roots,
    secrets: true,
    reader: view,
    type: view.action.type,
  }
}

/** Quantities of `metadata.cost`: only answers, so that the same order always costs the same. */
function costPlaces({ document }: Sight): TemplatePlace[] {
  const units = own(own(own(document, 'metadata'), 'cost'), 'unit_cost')
  if (!isRecord(units)) return []
  return Object.keys(units).map((name) => ({
    value: own(units[name], 'quantity'),
    path: ['metadata', 'cost', 'unit_cost', name, 'quantity'],
    roots: costRoots,
    secrets: false,
  }))
}

function fieldPlaces({ fields }: Sight): TemplatePlace[] {
  return fields.flatMap(({ field, path }) => {
    const source = own(field, 'datasource')
    const endpoint = { value: own(source, 'endpoint'), path: [...path, 'datasource', 'endpoint'] }
    const headers = { value: own(source, 'headers'), path: [...path, 'datasource', 'headers'] }
    const fallback = own(field, 'default')
    return [
      { ...endpoint, roots: earlyRoots, secrets: false },
      { ...headers, roots: sourceRoots, secrets: false },
      ...(typeof fallback === 'string'
        ? [{ value: fallback, path: [...path, 'default'], roots: defaultRoots, secrets: false }]
        : []),
    ]
  })
}

function fulfillmentPlaces(fulfillment: unknown): TemplatePlace[] {
  const base = ['fulfillment']
  const places: TemplatePlace[] = [
    {
      value: own(own(fulfillment, 'manual'), 'instructions'),
      path: [...base, 'manual', 'instructions'],
      roots: tellingRoots,
      secrets: false,
    },
  ]
  for (const [n, check] of listOf(own(fulfillment, 'prerequisites')).entries()) {
    const path = [...base, 'prerequisites', n, 'config']
    const place = { value: own(check, 'config'), path, roots: sourceRoots }
    const isAsked = own(check, 'type') === 'rest-check'
    places.push({ ...place, secrets: isAsked, ...(isAsked && { type: restCheckType }) })
  }
  for (const [n, dependency] of listOf(own(fulfillment, 'depends_on')).entries()) {
    const path = [...base, 'depends_on', n]
    const bind = { value: own(dependency, 'bind'), path: [...path, 'bind'] }
    places.push({ ...bind, roots: earlyRoots, secrets: true })
    const when = own(dependency, 'when')
    if (typeof when === 'string') {
      places.push({ value: when, path: [...path, 'when'], roots: earlyRoots, secrets: false })
    }
  }
  const asking = approvalSettings({ fulfillment }).map(({ settings, path }) => ({
    value: settings,
    path,
    roots: earlyRoots,
    secrets: false,
    type: approvalType,
  }))
  return [...places, ...asking, ...noticePlaces(own(fulfillment, 'notifications'))]
}

function noticePlaces(notifications: unknown): TemplatePlace[] {
  if (!isRecord(notifications)) return []
  return Object.entries(notifications).flatMap(([event, notice]) => {
    const path = ['fulfillment', 'notifications', event]
    const roots =
      event === 'on_failure' ? failureRoots : event === 'on_success' ? tellingRoots : earlyRoots
    return ['template', 'channels', 'approvers'].map((key) => ({
      value: own(notice, key),
      path: [...path, key],
      roots,
      secrets: false,
    }))
  })
}

function watchPlaces({ document }: Sight): TemplatePlace[] {
  const { monitoring } = document
  const metrics = { value: own(monitoring, 'metrics'), path: ['monitoring', 'metrics'] }
  const checks = listOf(own(monitoring, 'health_checks')).map((check, n) => ({
    value: own(check, 'config'),
    path: ['monitoring', 'health_checks', n, 'config'],
  }))
  return [metrics, ...checks].map((place) => ({ ...place, roots: tellingRoots, secrets: false }))
}

function componentPlaces({ document }: Sight): TemplatePlace[] {
  return listOf(own(document, 'components')).map((component, n) => ({
    value: own(component, 'fields'),
    path: ['components', n, 'fields'],
    roots: bundleRoots,
    secrets: true,
  }))
}
