using Xunit;

[assembly: AssemblyFixture(typeof(Browser.Tests.Browser))]
