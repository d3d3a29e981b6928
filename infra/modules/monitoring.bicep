metadata description = 'Logs, metrics and traces, and whom alerts go to.'

import { endpointZone } from '../types.bicep'

@description('The name of the workspace.')
param name string

@description('The Azure region.')
param location string

@description('Tags of every resource.')
param tags { *: string }

@description('For how many days logs are kept.')
param retentionDays int

@description('Whether telemetry is taken, and queries answered, from the virtual network only.')
param isPrivate bool

@description('The subnet of the private endpoints.')
param endpointSubnetId string?

@description('The DNS zones of Azure Monitor.')
param zones endpointZone[]

@description('The object id of the identity of the hub.')
param principalId string

@description('Mail addresses of the operators.')
param operatorAddresses string[]

var roles = filter(loadJsonContent('../roles.json').assignments, role => role.scope == 'monitoring')
var access = isPrivate ? 'Disabled' : 'Enabled'

resource workspace 'Microsoft.OperationalInsights/workspaces@2025-02-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    sku: {
      name: 'PerGB2018'
    }
    retentionInDays: retentionDays
    publicNetworkAccessForIngestion: access
    publicNetworkAccessForQuery: access
    features: {
      disableLocalAuth: true
    }
  }
}

resource insights 'Microsoft.Insights/components@2020-02-02' = {
  name: '${name}-insights'
  location: location
  tags: tags
  kind: 'web'
  properties: {
    Application_Type: 'web'
    WorkspaceResourceId: workspace.id
    DisableLocalAuth: true
    publicNetworkAccessForIngestion: access
    publicNetworkAccessForQuery: access
  }
}

resource assignment 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for role in roles: {
    name: guid(insights.id, principalId, role.id)
    scope: insights
    properties: {
      principalId: principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role.id)
    }
  }
]

resource operators 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: '${name}-operators'
  location: 'global'
  tags: tags
  properties: {
    enabled: true
    groupShortName: 'operators'
    emailReceivers: [
      for (address, index) in operatorAddresses: {
        name: 'operator${index}'
        emailAddress: address
        useCommonAlertSchema: true
      }
    ]
  }
}

resource scope 'Microsoft.Insights/privateLinkScopes@2021-07-01-preview' = if (isPrivate) {
  name: '${name}-scope'
  location: 'global'
  tags: tags
  properties: {
    accessModeSettings: {
      ingestionAccessMode: 'PrivateOnly'
      queryAccessMode: 'PrivateOnly'
    }
  }
}

resource scoped 'Microsoft.Insights/privateLinkScopes/scopedResources@2021-07-01-preview' = [
  for (id, index) in [workspace.id, insights.id]: if (isPrivate) {
    parent: scope
    name: 'resource${index}'
    properties: {
      linkedResourceId: id
    }
  }
]

module endpoint 'private-endpoint.bicep' = if (isPrivate) {
  name: 'endpoint-azuremonitor'
  params: {
    name: '${name}-azuremonitor'
    location: location
    tags: tags
    serviceId: scope.id
    groupId: 'azuremonitor'
    subnetId: endpointSubnetId!
    zoneIds: map(zones, zone => zone.zoneId)
  }
  dependsOn: [scoped]
}

@description('The workspace.')
output workspaceId string = workspace.id

@description('The name of the Application Insights component.')
output insightsName string = insights.name

@description('Whom alerts go to.')
output actionGroupId string = operators.id
