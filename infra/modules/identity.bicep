metadata description = 'The identity that the hub has towards every other service.'

@description('The name of the identity.')
param name string

@description('The Azure region.')
param location string

@description('Tags of every resource.')
param tags { *: string }

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: name
  location: location
  tags: tags
}

@description('The resource id.')
output id string = identity.id

@description('The client id, which settings name.')
output clientId string = identity.properties.clientId

@description('The object id, which role assignments name.')
output principalId string = identity.properties.principalId
