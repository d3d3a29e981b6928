metadata description = 'The storage account of the hub: tables and containers, reachable by identity only.'

import { endpointZone } from '../types.bicep'

@description('The name of the account.')
@minLength(3)
@maxLength(24)
param name string

@description('The Azure region.')
param location string

@description('Tags of every resource.')
param tags { *: string }

@description('Whether the account is reachable by its private endpoints only.')
param isPrivate bool

@description('Whether the data is kept in three zones.')
param isZoneRedundant bool

@description('The subnet of the private endpoints.')
param endpointSubnetId string?

@description('The DNS zones of the private endpoints.')
param zones endpointZone[]

@description('The object id of the identity of the hub.')
param principalId string

var stores = loadJsonContent('../stores.json')
var roles = filter(loadJsonContent('../roles.json').assignments, role => role.scope == 'storage')
var packages = 'app-package'

resource account 'Microsoft.Storage/storageAccounts@2025-06-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: {
    name: isZoneRedundant ? 'Standard_ZRS' : 'Standard_LRS'
  }
  properties: {
    allowBlobPublicAccess: false
    allowSharedKeyAccess: false
    allowCrossTenantReplication: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    publicNetworkAccess: isPrivate ? 'Disabled' : 'Enabled'
    networkAcls: {
      bypass: 'None'
      defaultAction: isPrivate ? 'Deny' : 'Allow'
    }
  }

  resource blobs 'blobServices' = {
    name: 'default'
    properties: {
      deleteRetentionPolicy: {
        enabled: true
        days: 30
      }
      containerDeleteRetentionPolicy: {
        enabled: true
        days: 30
      }
    }
  }

  resource tableService 'tableServices' = {
    name: 'default'
  }
}

resource container 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-06-01' = [
  for containerName in concat(stores.containers, [packages]): {
    parent: account::blobs
    name: containerName
    properties: {
      publicAccess: 'None'
    }
  }
]

resource table 'Microsoft.Storage/storageAccounts/tableServices/tables@2025-06-01' = [
  for tableName in stores.tables: {
    parent: account::tableService
    name: tableName
  }
]

resource assignment 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for role in roles: {
    name: guid(account.id, principalId, role.id)
    scope: account
    properties: {
      principalId: principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role.id)
    }
  }
]

module endpoint 'private-endpoint.bicep' = [
  for zone in zones: {
    name: 'endpoint-${zone.groupId}'
    params: {
      name: '${name}-${zone.groupId}'
      location: location
      tags: tags
      serviceId: account.id
      groupId: zone.groupId
      subnetId: endpointSubnetId!
      zoneIds: [zone.zoneId]
    }
  }
]

@description('The name of the account.')
output name string = account.name

@description('The container that the app is deployed from.')
output packageContainer string = packages
