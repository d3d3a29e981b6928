metadata description = 'The vault of the pseudonym key. The template puts no secret into it: a person does, once.'

import { endpointZone } from '../types.bicep'

@description('The name of the vault.')
@minLength(3)
@maxLength(24)
param name string

@description('The Azure region.')
param location string

@description('Tags of every resource.')
param tags { *: string }

@description('Whether the vault is reachable by its private endpoint only.')
param isPrivate bool

@description('The subnet of the private endpoints.')
param endpointSubnetId string?

@description('The DNS zones of the private endpoints.')
param zones endpointZone[]

@description('The object id of the identity of the hub.')
param principalId string

@description('The Log Analytics workspace.')
param workspaceId string

@description('Whether a lock keeps the vault from being deleted.')
param isLocked bool

var roles = filter(loadJsonContent('../roles.json').assignments, role => role.scope == 'keyVault')

resource vault 'Microsoft.KeyVault/vaults@2024-11-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    tenantId: tenant().tenantId
    sku: {
      family: 'A'
      name: 'standard'
    }
    enableRbacAuthorization: true
    // Without the pseudonym key no record could be found by its NHS number again.
    enablePurgeProtection: true
    enableSoftDelete: true
    softDeleteRetentionInDays: 90
    publicNetworkAccess: isPrivate ? 'Disabled' : 'Enabled'
    networkAcls: {
      bypass: 'None'
      defaultAction: isPrivate ? 'Deny' : 'Allow'
    }
  }
}

resource assignment 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for role in roles: {
    name: guid(vault.id, principalId, role.id)
    scope: vault
    properties: {
      principalId: principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role.id)
    }
  }
]

resource audit 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'audit'
  scope: vault
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
  scope: vault
  properties: {
    level: 'CanNotDelete'
    notes: 'Without the pseudonym key no record is found by its NHS number.'
  }
}

module endpoint 'private-endpoint.bicep' = [
  for zone in zones: {
    name: 'endpoint-${zone.groupId}'
    params: {
      name: '${name}-${zone.groupId}'
      location: location
      tags: tags
      serviceId: vault.id
      groupId: zone.groupId
      subnetId: endpointSubnetId!
      zoneIds: [zone.zoneId]
    }
  }
]

@description('The name of the vault.')
output name string = vault.name

@description('The vault.')
output id string = vault.id
