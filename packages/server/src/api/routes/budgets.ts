import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Problem } from '@pao/core'
import { every } from '@pao/core/governance'
import type { ApiDeps } from '../deps.ts'
import { principalOf } from '../guards/access.ts'
import { actingOf } from '../guards/audit.ts'
import { refusals, signedIn } from '../problem.ts'
import { answer, listOf, named } from './answers.ts'
import {
  BudgetBody,
  budgetExample,
  budgetIn,
  budgetKey,
  BudgetPlace,
  budgetView,
  isBudget,
  TeamPlace,
} from './quota-answers.ts'

const tags = ['operators']
const list = listOf('items', named('Budget'))
const place = { team: 'team-shop', environment: every, currency: 'EUR' }

/** What teams may spend each month, by the estimates of what they ordered and has not ended. */
export function budgetRoutes(deps: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    await app.register(listRoute(deps))
    await app.register(setRoute(deps))
    await app.register(removeRoute(deps))
    await app.register(teamRoute(deps))
  }
}

function listRoute({ quotas }: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/budgets',
      {
        config: { access: 'quota.read' },
        schema: {
          operationId: 'listBudgets',
          summary: 'What teams may spend each month, and what is estimated that they do',
          description: 'Who does not oversee the tenant sees what holds for their own teams.',
          tags,
          response: {
            200: answer('By currency, team and environment.', list, { items: [budgetExample] }),
            ...refusals(...signedIn),
          },
        },
      },
      async (request) => {
        const rules = await quotas.list(principalOf(request))
        return { items: rules.filter(isBudget).map(budgetView) }
      },
    )
  }
}

function setRoute({ quotas }: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.put(
      '/budgets/:team/:environment/:currency',
      {
        config: { access: 'quota.write' },
        schema: {
          operationId: 'setBudget',
          summary: 'Set what a team may spend each month',
          description:
            'Counted is the estimated monthly cost of what was ordered and stands or is under way, in this currency or at a known rate.',
          tags,
          params: BudgetPlace,
          body: BudgetBody,
          response: {
            200: answer('It holds from now on.', { type: 'object' }, { ...place, amount: 5_000 }),
            ...refusals(...signedIn, 'body.invalid', 'query.invalid'),
          },
        },
      },
      async (request) => {
        const { params, body } = request
        const { tenant } = principalOf(request)
        const wish = { tenant, key: budgetKey(params), acting: actingOf(request) }
        await quotas.set(wish, budgetIn(body))
        return { ...params, ...body }
      },
    )
  }
}

function removeRoute({ quotas }: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.delete(
      '/budgets/:team/:environment/:currency',
      {
        config: { access: 'quota.write' },
        schema: {
          operationId: 'removeBudget',
          summary: 'Take a budget away',
          tags,
          params: BudgetPlace,
          response: {
            200: answer('It does not hold any more.', { type: 'object' }, place),
            ...refusals(...signedIn, 'query.invalid', 'budget.not_found'),
          },
        },
      },
      async (request) => {
        const { params } = request
        const { tenant } = principalOf(request)
        const wish = { tenant, key: budgetKey(params), acting: actingOf(request) }
        if (!(await quotas.remove(wish))) throw new Problem('budget.not_found', params)
        return params
      },
    )
  }
}

function teamRoute({ quotas }: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/teams/:id/budgets',
      {
        config: { access: 'quota.read' },
        schema: {
          operationId: 'listTeamBudgets',
          summary: 'What a team may spend each month, and what is estimated that it does',
          tags: ['teams'],
          params: TeamPlace,
          response: {
            200: answer('Its own budgets and those for every team.', list, {
              items: [{ ...budgetExample, reserved: 0 }],
            }),
            ...refusals(...signedIn, 'query.invalid', 'team.not_found'),
          },
        },
      },
      async (request) => {
        const rules = await quotas.ofTeam(principalOf(request), request.params.id)
        return { items: rules.filter(isBudget).map(budgetView) }
      },
    )
  }
}
