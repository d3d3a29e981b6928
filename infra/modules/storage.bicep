metadata description = 'The storage account of the hub: tables and containers, reachable by identity only.'

import { endpointZone, storageRedundancy } from '../types.bicep'

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

@description('Over what the data is spread.')
param redundancy storageRedundancy

@description('For how many days nobody can change or delete a snapshot, operators included.')
@minValue(1)
@maxValue(36500)
param immutableDays int

@description('After how many days a snapshot moves to the cool tier; 0 leaves all where they are. What it costs and saves: docs/cost.md.')
@minValue(0)
param coolAfterDays int

@description('For how many days files that were dropped or given out, and their former versions, are kept.')
@minValue(1)
param droppedFileDays int

@description('Whether a lock keeps the account from being deleted.')
param isLocked bool

@description('The subnet of the private endpoints.')
param endpointSubnetId string?

@description('The DNS zones of the private endpoints.')
param zones endpointZone[]

@description('The object id of the identity of the hub.')
param principalId string

@description('Object ids of the identities that carry files to and from partners.')
param fileMovers string[]

var stores = loadJsonContent('../stores.json')
var roles = filter(loadJsonContent('../roles.json').assignments, role => role.scope == 'storage')
var fileMover = filter(loadJsonContent('../roles.json').partners, role => role.scope == 'fileContainers')
var fileMoves = flatten(map(fileMovers, mover => map(['inbound', 'outbound'], folder => { mover: mover, folder: folder })))
var packages = 'app-package'
var snapshots = 'snapshots'
var containers = concat(stores.containers, [packages])

resource account 'Microsoft.Storage/storageAccounts@2025-06-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: {
    name: 'Standard_${redundancy}'
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
      isVersioningEnabled: true
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
  for containerName in containers: {
    parent: account::blobs
    name: containerName
    properties: {
      publicAccess: 'None'
      immutableStorageWithVersioning: {
        enabled: containerName == snapshots
      }
    }
  }
]

// Unlocked: a person locks it when the records officer has agreed the period, and then nobody can shorten it (docs/operate.md).
resource keep 'Microsoft.Storage/storageAccounts/blobServices/containers/immutabilityPolicies@2025-06-01' = {
  parent: container[indexOf(containers, snapshots)]
  name: 'default'
  properties: {
    immutabilityPeriodSinceCreationInDays: immutableDays
    allowProtectedAppendWrites: false
  }
}

var cooling = coolAfterDays > 0
  ? [
      {
        name: 'snapshots-cool'
        enabled: true
        type: 'Lifecycle'
        definition: {
          filters: {
            blobTypes: ['blockBlob']
            prefixMatch: ['${snapshots}/']
          }
          actions: {
            baseBlob: {
              tierToCool: {
                daysAfterModificationGreaterThan: coolAfterDays
              }
            }
          }
        }
      }
    ]
  : []

resource lifecycle 'Microsoft.Storage/storageAccounts/managementPolicies@2025-06-01' = {
  parent: account
  name: 'default'
  properties: {
    policy: {
      rules: concat(cooling, [
        {
          name: 'exchanged-files-end'
          enabled: true
          type: 'Lifecycle'
          definition: {
            filters: {
              blobTypes: ['blockBlob']
              prefixMatch: ['inbound/', 'outbound/']
            }
            actions: {
              baseBlob: {
                delete: {
                  daysAfterModificationGreaterThan: droppedFileDays
                }
              }
              version: {
                delete: {
                  daysAfterCreationGreaterThan: droppedFileDays
                }
              }
            }
          }
        }
      ])
    }
  }
}

resource lock 'Microsoft.Authorization/locks@2020-05-01' = if (isLocked) {
  name: 'keep'
  scope: account
  properties: {
    level: 'CanNotDelete'
    notes: 'It holds the care records and every message they were made of.'
  }
}

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

resource movesFiles 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for move in fileMoves: {
    name: guid(account.id, move.folder, move.mover, fileMover[0].id)
    scope: container[indexOf(containers, move.folder)]
    properties: {
      principalId: move.mover
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', fileMover[0].id)
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

@description('The account.')
output id string = account.id
