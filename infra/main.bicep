metadata description = 'The integration hub in one resource group: identities in place of keys, entities from the directory.'

import { alwaysReadyInstance, councilReader, environmentKind, frontKind, resourceName, storageRedundancy } from 'types.bicep'

@description('The environment.')
param environmentName environmentKind

@description('The Azure region. Patient data stays in it; take one in the United Kingdom.')
param location string = resourceGroup().location

@description('The middle part of every resource name.')
@minLength(2)
@maxLength(8)
param workload string = 'inthub'

@description('Whether storage, Service Bus, Key Vault, monitoring and the app are reachable only from the virtual network. Always so in production.')
param privateNetwork bool = false

@description('The address space of the virtual network, a /22 or larger.')
param addressPrefix string = '10.40.0.0/22'

@description('The Entra ID tenant whose tokens the hub takes.')
param tenantId string = tenant().tenantId

@description('The host name that partners call and that subscribers are told, such as hub.example.nhs.uk; empty for the app\'s own.')
param host string = ''

@description('The application id of the hub in that tenant: the audience of its tokens.')
param audience string

@description('The ODS code of each client application that may call the hub, by client id.')
param clients { *: string }

@description('Object ids of the identities of trusts that send care events to the queue.')
param careEventSenders string[] = []

@description('The council systems that read their referrals from Service Bus rather than by webhook.')
param councilReaders councilReader[] = []

@description('Object ids of the identities that carry files to and from partners, such as a MESH client of the system: containers inbound and outbound.')
param fileMovers string[] = []

@description('Memory of an instance in MiB.')
@allowed([512, 2048, 4096])
param instanceMemory int = 2048

@description('How many instances there may be at once.')
@minValue(40)
@maxValue(1000)
param maximumInstances int = 40

@description('Instances that are always ready, by what they are ready for.')
param alwaysReady alwaysReadyInstance[] = []

@description('How many HTTP requests an instance works on at once; more starts another.')
@minValue(1)
@maxValue(1000)
param requestsPerInstance int = 16

@description('Over what data is spread.')
param redundancy storageRedundancy = environmentName == 'prod' ? 'GZRS' : 'LRS'

@description('For how many days nobody can change or delete a snapshot.')
@minValue(1)
@maxValue(36500)
param immutableDays int = environmentName == 'prod' ? 2922 : 1

@description('After how many days a snapshot moves to the cool tier; 0 leaves all where they are.')
@minValue(0)
param coolAfterDays int = 0

@description('For how many days files that were dropped or given out, and their former versions, are kept.')
@minValue(1)
param droppedFileDays int = 30

@description('Whether locks keep storage, Service Bus and Key Vault from being deleted. Always so in production.')
param deleteLocks bool = false

@description('What stands between partners and the app.')
param front frontKind = 'none'

@description('The address, without its version, of the certificate in the vault that the gateway shows. Needed with front applicationGateway only.')
param frontCertificateUri string = ''

@description('The units of the Premium Service Bus.')
@allowed([1, 2, 4, 8, 16])
param messagingUnits int = 1

@description('What the resource group may cost in a month, in the currency of the subscription; 0 sets no budget.')
@minValue(0)
param monthlyBudget int = 0

@description('The first day of the month that the budget begins with.')
param budgetStart string = utcNow('yyyy-MM-01')

@description('For how many days logs are kept.')
@minValue(30)
@maxValue(730)
param logRetentionDays int = 90

@description('Mail addresses of the operators whom alerts are sent to.')
param operatorAddresses string[] = []

var isPrivate = environmentName == 'prod' || privateNetwork
var isLocked = environmentName == 'prod' || deleteLocks
var suffix = uniqueString(resourceGroup().id, workload)
var tags = {
  workload: workload
  environment: environmentName
}

module identity 'modules/identity.bicep' = {
  name: 'identity'
  params: {
    name: resourceName('id', workload, environmentName)
    location: location
    tags: tags
  }
}

module network 'modules/network.bicep' = if (isPrivate) {
  name: 'network'
  params: {
    name: resourceName('vnet', workload, environmentName)
    location: location
    tags: tags
    addressPrefix: addressPrefix
  }
}

module monitoring 'modules/monitoring.bicep' = {
  name: 'monitoring'
  params: {
    name: resourceName('log', workload, environmentName)
    location: location
    tags: tags
    retentionDays: logRetentionDays
    isPrivate: isPrivate
    endpointSubnetId: isPrivate ? network!.outputs.endpointSubnetId : null
    zones: isPrivate ? network!.outputs.monitorZones : []
    principalId: identity.outputs.principalId
    operatorAddresses: operatorAddresses
  }
}

module storage 'modules/storage.bicep' = {
  name: 'storage'
  params: {
    name: take('st${workload}${environmentName}${suffix}', 24)
    location: location
    tags: tags
    isPrivate: isPrivate
    redundancy: redundancy
    immutableDays: immutableDays
    coolAfterDays: coolAfterDays
    droppedFileDays: droppedFileDays
    isLocked: isLocked
    endpointSubnetId: isPrivate ? network!.outputs.endpointSubnetId : null
    zones: isPrivate ? network!.outputs.storageZones : []
    principalId: identity.outputs.principalId
    fileMovers: fileMovers
  }
}

module messaging 'modules/messaging.bicep' = {
  name: 'messaging'
  params: {
    name: '${resourceName('sb', workload, environmentName)}-${suffix}'
    location: location
    tags: tags
    isPrivate: isPrivate
    endpointSubnetId: isPrivate ? network!.outputs.endpointSubnetId : null
    zones: isPrivate ? network!.outputs.messagingZones : []
    principalId: identity.outputs.principalId
    careEventSenders: careEventSenders
    councilReaders: councilReaders
    units: messagingUnits
    workspaceId: monitoring.outputs.workspaceId
    isLocked: isLocked
  }
}

module keyVault 'modules/key-vault.bicep' = {
  name: 'key-vault'
  params: {
    name: take('kv-${workload}-${environmentName}-${suffix}', 24)
    location: location
    tags: tags
    isPrivate: isPrivate
    endpointSubnetId: isPrivate ? network!.outputs.endpointSubnetId : null
    zones: isPrivate ? network!.outputs.keyVaultZones : []
    principalId: identity.outputs.principalId
    workspaceId: monitoring.outputs.workspaceId
    isLocked: isLocked
  }
}

module app 'modules/app.bicep' = {
  name: 'app'
  params: {
    name: '${resourceName('func', workload, environmentName)}-${suffix}'
    location: location
    tags: tags
    isPrivate: isPrivate
    appSubnetId: isPrivate ? network!.outputs.appSubnetId : null
    endpointSubnetId: isPrivate ? network!.outputs.endpointSubnetId : null
    zones: isPrivate ? network!.outputs.appZones : []
    identityId: identity.outputs.id
    identityClientId: identity.outputs.clientId
    storageName: storage.outputs.name
    packageContainer: storage.outputs.packageContainer
    messagingHost: messaging.outputs.host
    vaultName: keyVault.outputs.name
    insightsName: monitoring.outputs.insightsName
    issuer: '${environment().authentication.loginEndpoint}${tenantId}/v2.0'
    audience: audience
    host: host
    clients: clients
    instanceMemory: instanceMemory
    maximumInstances: maximumInstances
    alwaysReady: alwaysReady
    requestsPerInstance: requestsPerInstance
  }
}

module alerts 'modules/alerts.bicep' = {
  name: 'alerts'
  params: {
    prefix: resourceName('alert', workload, environmentName)
    location: location
    tags: tags
    workspaceId: monitoring.outputs.workspaceId
    messagingId: messaging.outputs.id
    storageId: storage.outputs.id
    vaultId: keyVault.outputs.id
    actionGroupId: monitoring.outputs.actionGroupId
    monthlyBudget: monthlyBudget
    budgetStart: budgetStart
  }
}

module workbook 'modules/workbook.bicep' = {
  name: 'workbook'
  params: {
    location: location
    tags: tags
    workspaceId: monitoring.outputs.workspaceId
    messagingId: messaging.outputs.id
  }
}

module gateway 'modules/application-gateway.bicep' = if (isPrivate && front == 'applicationGateway') {
  name: 'application-gateway'
  params: {
    name: resourceName('agw', workload, environmentName)
    location: location
    tags: tags
    subnetId: network!.outputs.gatewaySubnetId
    privateAddress: network!.outputs.gatewayAddress
    appHost: app.outputs.host
    vaultName: keyVault.outputs.name
    certificateUri: frontCertificateUri
    workspaceId: monitoring.outputs.workspaceId
  }
}

module frontDoor 'modules/front-door.bicep' = if (front == 'frontDoor') {
  name: 'front-door'
  params: {
    name: '${resourceName('fd', workload, environmentName)}-${suffix}'
    tags: tags
    appId: app.outputs.id
    appHost: app.outputs.host
    appLocation: location
    isPrivate: isPrivate
    workspaceId: monitoring.outputs.workspaceId
  }
}

@description('The name of the Function App, to deploy the package to.')
output appName string = app.outputs.name

@description('The host name that partners call, by way of the gateway in front of it where the network is private.')
output appHost string = app.outputs.host

@description('The host of the Service Bus namespace.')
output messagingHost string = messaging.outputs.host

@description('The vault that the pseudonym key is put into, once, by a person.')
output vaultName string = keyVault.outputs.name
