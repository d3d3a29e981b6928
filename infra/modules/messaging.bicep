metadata description = 'The Service Bus namespace, with the queues, the topics and the subscriptions that the directory asks for.'

import { councilReader, endpointZone } from '../types.bicep'

@description('The name of the namespace.')
param name string

@description('The Azure region.')
param location string

@description('Tags of every resource.')
param tags { *: string }

@description('Whether the namespace is reachable by its private endpoint only, which takes the premium tier.')
param isPrivate bool

@description('The subnet of the private endpoints.')
param endpointSubnetId string?

@description('The DNS zones of the private endpoints.')
param zones endpointZone[]

@description('The object id of the identity of the hub.')
param principalId string

@description('Object ids of the identities of trusts that send care events.')
param careEventSenders string[]

@description('The council systems that read their own subscription.')
param councilReaders councilReader[]

@description('The units of the premium tier.')
param units int

@description('The Log Analytics workspace.')
param workspaceId string

@description('Whether a lock keeps the namespace from being deleted.')
param isLocked bool

var messaging = loadJsonContent('../../directory/messaging.json')
var hubs = loadJsonContent('../../directory/discharge-hubs.json').dischargeHubs
var organisations = loadJsonContent('../../directory/organisations.json').organisations
var councils = filter(organisations, organisation => organisation.kind == 'council')
var roles = loadJsonContent('../roles.json')

var hubQueues = map(hubs, hub => union(messaging.dischargeHubQueue, { name: '${messaging.dischargeHubQueue.namePrefix}${hub.id}' }))
var queues = concat(messaging.queues, hubQueues)
var subscriptions = flatten(map(messaging.topics, (topic, topicIndex) => map(councils, council => {
  topicIndex: topicIndex
  council: council.odsCode
  settings: topic.councilSubscription
})))

var queueNames = map(queues, settings => settings.name)
var subscriptionNames = map(subscriptions, entry => entry.council)
var careEvents = 'care-events'
var receiver = filter(roles.assignments, role => role.scope == 'messaging')
var sender = filter(roles.assignments, role => role.scope == 'messagingSend')
var careEventSender = filter(roles.partners, role => role.scope == 'careEventsQueue')
var subscriptionReader = filter(roles.partners, role => role.scope == 'councilSubscription')

resource namespace 'Microsoft.ServiceBus/namespaces@2024-01-01' = {
  name: name
  location: location
  tags: tags
  sku: {
    name: isPrivate ? 'Premium' : 'Standard'
    tier: isPrivate ? 'Premium' : 'Standard'
    ...(isPrivate ? { capacity: units } : {})
  }
  properties: {
    disableLocalAuth: true
    minimumTlsVersion: '1.2'
    publicNetworkAccess: isPrivate ? 'Disabled' : 'Enabled'
    zoneRedundant: isPrivate
  }
}

@batchSize(1)
resource queue 'Microsoft.ServiceBus/namespaces/queues@2024-01-01' = [
  for settings in queues: {
    parent: namespace
    name: settings.name
    properties: {
      requiresSession: settings.requiresSession
      lockDuration: settings.lockDuration
      maxDeliveryCount: settings.maxDeliveryCount
      requiresDuplicateDetection: contains(settings, 'duplicateDetectionWindow')
      duplicateDetectionHistoryTimeWindow: settings.?duplicateDetectionWindow
      defaultMessageTimeToLive: settings.timeToLive
      deadLetteringOnMessageExpiration: settings.deadLetterOnExpiry
    }
  }
]

@batchSize(1)
resource topic 'Microsoft.ServiceBus/namespaces/topics@2024-01-01' = [
  for settings in messaging.topics: {
    parent: namespace
    name: settings.name
    properties: {
      requiresDuplicateDetection: contains(settings, 'duplicateDetectionWindow')
      duplicateDetectionHistoryTimeWindow: settings.?duplicateDetectionWindow
      defaultMessageTimeToLive: settings.timeToLive
    }
  }
]

@batchSize(1)
resource subscription 'Microsoft.ServiceBus/namespaces/topics/subscriptions@2024-01-01' = [
  for entry in subscriptions: {
    parent: topic[entry.topicIndex]
    name: entry.council
    properties: {
      requiresSession: entry.settings.requiresSession
      lockDuration: entry.settings.lockDuration
      maxDeliveryCount: entry.settings.maxDeliveryCount
      defaultMessageTimeToLive: entry.settings.timeToLive
      deadLetteringOnMessageExpiration: entry.settings.deadLetterOnExpiry
      deadLetteringOnFilterEvaluationExceptions: true
    }
  }
]

// Named $Default because every new subscription has a rule of that name which lets everything through: this one replaces it.
resource onlyItsOwn 'Microsoft.ServiceBus/namespaces/topics/subscriptions/rules@2024-01-01' = [
  for (entry, index) in subscriptions: {
    parent: subscription[index]
    name: '$Default'
    properties: {
      filterType: 'CorrelationFilter'
      correlationFilter: {
        properties: {
          '${entry.settings.filterProperty}': entry.council
        }
      }
    }
  }
]

resource receives 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for role in receiver: {
    name: guid(namespace.id, principalId, role.id)
    scope: namespace
    properties: {
      principalId: principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role.id)
    }
  }
]

resource sendsToQueues 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for (settings, index) in queues: if (settings.name != careEvents) {
    name: guid(namespace.id, settings.name, principalId, sender[0].id)
    scope: queue[index]
    properties: {
      principalId: principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', sender[0].id)
    }
  }
]

resource sendsToTopics 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for (settings, index) in messaging.topics: {
    name: guid(namespace.id, settings.name, principalId, sender[0].id)
    scope: topic[index]
    properties: {
      principalId: principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', sender[0].id)
    }
  }
]

resource trustSends 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for trust in careEventSenders: {
    name: guid(namespace.id, careEvents, trust, careEventSender[0].id)
    scope: queue[indexOf(queueNames, careEvents)]
    properties: {
      principalId: trust
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', careEventSender[0].id)
    }
  }
]

resource councilReads 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for reader in councilReaders: {
    name: guid(namespace.id, reader.council, reader.principalId, subscriptionReader[0].id)
    scope: subscription[indexOf(subscriptionNames, reader.council)]
    properties: {
      principalId: reader.principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', subscriptionReader[0].id)
    }
  }
]

resource audit 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'audit'
  scope: namespace
  properties: {
    workspaceId: workspaceId
    logs: [
      {
        categoryGroup: 'audit'
        enabled: true
      }
    ]
  }
}

resource lock 'Microsoft.Authorization/locks@2020-05-01' = if (isLocked) {
  name: 'keep'
  scope: namespace
  properties: {
    level: 'CanNotDelete'
    notes: 'Alerts and referrals wait in it.'
  }
}

module endpoint 'private-endpoint.bicep' = [
  for zone in zones: {
    name: 'endpoint-${zone.groupId}'
    params: {
      name: '${name}-${zone.groupId}'
      location: location
      tags: tags
      serviceId: namespace.id
      groupId: zone.groupId
      subnetId: endpointSubnetId!
      zoneIds: [zone.zoneId]
    }
  }
]

@description('The host of the namespace.')
output host string = '${namespace.name}.servicebus.windows.net'

@description('The namespace.')
output id string = namespace.id
