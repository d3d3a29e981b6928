metadata description = 'The alerts of infra/alerts.json; docs/operate.md says what to do at each.'

@description('The first part of the name of each alert.')
param prefix string

@description('The Azure region.')
param location string

@description('Tags of every resource.')
param tags { *: string }

@description('The Log Analytics workspace.')
param workspaceId string

@description('The Service Bus namespace.')
param messagingId string

@description('The storage account.')
param storageId string

@description('The vault.')
param vaultId string

@description('Whom alerts go to.')
param actionGroupId string

@description('What the resource group may cost in a month, in the currency of the subscription; 0 sets no budget.')
param monthlyBudget int

@description('The first day of the month that the budget begins with.')
param budgetStart string

var alerts = loadJsonContent('../alerts.json')

resource log 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [
  for row in alerts.logs: {
    name: '${prefix}-${row.name}'
    location: location
    tags: tags
    kind: 'LogAlert'
    properties: {
      displayName: row.name
      description: row.means
      severity: row.severity
      enabled: true
      scopes: [workspaceId]
      evaluationFrequency: 'PT5M'
      windowSize: row.minutes == 60 ? 'PT1H' : 'PT${row.minutes}M'
      criteria: {
        allOf: [
          {
            query: 'AppTraces | where Message has "${row.phrase}"${contains(row, 'unless') ? ' and Message !has "${row.?unless}"' : ''}'
            timeAggregation: 'Count'
            operator: 'GreaterThan'
            threshold: row.count
            failingPeriods: {
              numberOfEvaluationPeriods: 1
              minFailingPeriodsToAlert: 1
            }
          }
        ]
      }
      autoMitigate: true
      actions: {
        actionGroups: [actionGroupId]
      }
    }
  }
]

resource metric 'Microsoft.Insights/metricAlerts@2018-03-01' = [
  for row in alerts.metrics: {
    name: '${prefix}-${row.name}'
    location: 'global'
    tags: tags
    properties: {
      description: row.means
      severity: row.severity
      enabled: true
      scopes: [row.on == 'storage' ? storageId : messagingId]
      evaluationFrequency: 'PT5M'
      windowSize: 'PT${row.minutes}M'
      criteria: {
        'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
        allOf: [
          {
            name: row.name
            criterionType: 'StaticThresholdCriterion'
            metricName: row.metric
            operator: row.operator
            threshold: row.threshold
            timeAggregation: row.aggregation
            dimensions: contains(row, 'entities') ? [{ name: 'EntityName', operator: 'Include', values: row.entities }] : []
          }
        ]
      }
      actions: [{ actionGroupId: actionGroupId }]
    }
  }
]

resource vaultEvents 'Microsoft.EventGrid/systemTopics@2025-02-15' = {
  name: '${prefix}-vault'
  location: location
  tags: tags
  properties: {
    source: vaultId
    topicType: 'Microsoft.KeyVault.vaults'
  }
}

resource event 'Microsoft.EventGrid/systemTopics/eventSubscriptions@2025-02-15' = [
  for row in alerts.events: {
    parent: vaultEvents
    name: row.name
    properties: {
      // The only schema that alerts of Azure Monitor take.
      eventDeliverySchema: 'CloudEventSchemaV1_0'
      filter: {
        includedEventTypes: row.types
      }
      destination: {
        endpointType: 'MonitorAlert'
        properties: {
          severity: row.severity
          description: row.means
          actionGroups: [actionGroupId]
        }
      }
    }
  }
]

resource budget 'Microsoft.Consumption/budgets@2024-08-01' = if (monthlyBudget > 0) {
  name: '${prefix}-${alerts.budget.name}'
  properties: {
    category: 'Cost'
    amount: monthlyBudget
    timeGrain: 'Monthly'
    timePeriod: {
      startDate: budgetStart
    }
    notifications: toObject(alerts.budget.shares, share => 'at${share}', share => {
      enabled: true
      operator: 'GreaterThanOrEqualTo'
      threshold: share
      contactEmails: []
      contactGroups: [actionGroupId]
    })
  }
}
